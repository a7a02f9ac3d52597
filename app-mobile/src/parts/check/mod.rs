//! Check boxes, radio buttons and switches: the system's own controls under a drawn mark, with the whole line as
//! target.

use dioxus::prelude::*;

/// A box to tick.
#[component]
pub(crate) fn Check(
    id: String,
    label: String,
    checked: bool,
    onchange: EventHandler<bool>,
    #[props(default)] hint: Option<String>,
) -> Element {
    rsx! { Line { id, kind: "checkbox", role: None, group: None, label, checked, hint, onchange } }
}

/// A switch: it holds at once.
#[component]
pub(crate) fn Switch(
    id: String,
    label: String,
    checked: bool,
    onchange: EventHandler<bool>,
    #[props(default)] hint: Option<String>,
) -> Element {
    rsx! { Line { id, kind: "checkbox", role: Some("switch"), group: None, label, checked, hint, onchange } }
}

/// One of several; `group` names them all.
#[component]
pub(crate) fn Radio(
    id: String,
    group: String,
    label: String,
    checked: bool,
    onchange: EventHandler<bool>,
    #[props(default)] hint: Option<String>,
) -> Element {
    rsx! { Line { id, kind: "radio", role: None, group: Some(group), label, checked, hint, onchange } }
}

#[component]
fn Line(
    id: String,
    kind: &'static str,
    role: Option<&'static str>,
    group: Option<String>,
    label: String,
    checked: bool,
    hint: Option<String>,
    onchange: EventHandler<bool>,
) -> Element {
    let described = hint.as_ref().map(|_| format!("{id}-hint"));
    rsx! {
        div { class: "check",
            input {
                id: "{id}", class: "check-box check-{role.unwrap_or(kind)}", r#type: kind, role, name: group, checked,
                aria_describedby: described,
                onchange: move |event| onchange.call(event.checked()),
            }
            label { class: "check-label", r#for: "{id}", "{label}" }
            if let Some(hint) = hint {
                p { id: "{id}-hint", class: "check-hint", "{hint}" }
            }
        }
    }
}
