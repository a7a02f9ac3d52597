//! Views of one thing side by side, moved through with the arrow keys.

use dioxus::prelude::*;

/// Tabs over one panel: `tabs` are values with their words, `selected` is the value of the one on top.
#[component]
pub(crate) fn Tabs(
    id: String,
    label: String,
    tabs: Vec<(String, String)>,
    selected: String,
    onselect: EventHandler<String>,
    children: Element,
) -> Element {
    let values: Vec<String> = tabs.iter().map(|(value, _)| value.clone()).collect();
    let at = values.iter().position(|value| *value == selected).unwrap_or(0);
    let onkeydown = {
        let (id, values) = (id.clone(), values.clone());
        move |event: KeyboardEvent| {
            let Some(next) = step(&event.key(), at, values.len()) else { return };
            event.prevent_default();
            if let Some(value) = values.get(next) {
                onselect.call(value.clone());
                document::eval(&format!("document.getElementById('{id}-{next}')?.focus()"));
            }
        }
    };
    rsx! {
        div { class: "tabs",
            div { class: "tabs-list", role: "tablist", aria_label: label, onkeydown,
                for (index , (value , words)) in tabs.into_iter().enumerate() {
                    button {
                        key: "{value}", id: "{id}-{index}", class: "tabs-tab", r#type: "button", role: "tab",
                        aria_selected: if index == at { "true" } else { "false" }, aria_controls: "{id}-panel",
                        tabindex: if index == at { "0" } else { "-1" },
                        onclick: move |_| onselect.call(value.clone()),
                        "{words}"
                    }
                }
            }
            div { id: "{id}-panel", class: "tabs-panel", role: "tabpanel", aria_labelledby: "{id}-{at}", tabindex: "-1", {children} }
        }
    }
}

/// Where a key leads; around at the ends.
fn step(key: &Key, at: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        Key::ArrowRight => Some(if at == last { 0 } else { at + 1 }),
        Key::ArrowLeft => Some(if at == 0 { last } else { at - 1 }),
        Key::Home => Some(0),
        Key::End => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use dioxus::prelude::Key;

    use super::step;

    #[test]
    fn arrows_go_around() {
        for (key, at, expected) in [
            (Key::ArrowRight, 0, Some(1)),
            (Key::ArrowRight, 2, Some(0)),
            (Key::ArrowLeft, 0, Some(2)),
            (Key::Home, 2, Some(0)),
            (Key::End, 0, Some(2)),
            (Key::Enter, 0, None),
        ] {
            assert_eq!(step(&key, at, 3), expected, "{key}");
        }
        assert_eq!(step(&Key::End, 0, 0), None);
    }
}
