//! A labelled field for text. What is wrong with it stands under it, and is read with it.
//!
//! What a person types is never written back into the field: the page is ahead of the program, and quick keys
//! would be lost. Only what somebody else puts into the value makes the field anew.

use dioxus::prelude::*;

use super::{Icon, Sign};

/// A field. `kind` is the HTML input type; `lines` above one makes it a text area.
#[component]
pub(crate) fn Field(
    id: String,
    label: String,
    value: Signal<String>,
    #[props(default = "text")] kind: &'static str,
    #[props(default)] hint: Option<String>,
    #[props(default)] problem: Option<String>,
    #[props(default)] autocomplete: Option<&'static str>,
    #[props(default)] inputmode: Option<&'static str>,
    #[props(default = 1)] lines: u32,
    #[props(default)] optional: Option<String>,
) -> Element {
    let mut value = value;
    let mut typed = use_hook(|| CopyValue::new(value.peek().clone()));
    let mut turn = use_hook(|| CopyValue::new(0_u64));
    let now = value.read().clone();
    if *typed.peek() != now {
        typed.set(now.clone());
        *turn.write() += 1;
    }
    let take = move |text: String| {
        typed.set(text.clone());
        value.set(text);
    };
    let turns = [*turn.peek()];
    let described = match (&hint, &problem) {
        (None, None) => None,
        (Some(_), None) => Some(format!("{id}-hint")),
        (None, Some(_)) => Some(format!("{id}-problem")),
        (Some(_), Some(_)) => Some(format!("{id}-problem {id}-hint")),
    };
    rsx! {
        div { class: "field",
            label { class: "field-label", r#for: "{id}",
                "{label}"
                if let Some(optional) = optional {
                    span { class: "field-optional", " {optional}" }
                }
            }
            if let Some(hint) = hint {
                p { id: "{id}-hint", class: "field-hint", "{hint}" }
            }
            for turn in turns {
                Entry {
                    key: "{turn}",
                    id: id.clone(), kind, lines, first: now.clone(), autocomplete, inputmode, described: described.clone(),
                    invalid: problem.is_some(),
                    oninput: take,
                }
            }
            if let Some(problem) = problem {
                p { id: "{id}-problem", class: "field-problem",
                    Icon { sign: Sign::TriangleAlert, size: "s" }
                    span { "{problem}" }
                }
            }
        }
    }
}

/// What is typed into; `first` is what it begins with.
#[component]
fn Entry(
    id: String,
    kind: &'static str,
    lines: u32,
    first: String,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    described: Option<String>,
    invalid: bool,
    oninput: EventHandler<String>,
) -> Element {
    let invalid = invalid.then_some("true");
    if lines > 1 {
        return rsx! {
            textarea {
                id, class: "field-input", rows: "{lines}", initial_value: first, aria_describedby: described,
                aria_invalid: invalid,
                oninput: move |event| oninput.call(event.value()),
            }
        };
    }
    rsx! {
        input {
            id, class: "field-input", r#type: kind, initial_value: first, autocomplete, inputmode,
            autocapitalize: if kind == "email" { "none" }, spellcheck: if kind == "text" { "true" } else { "false" },
            aria_describedby: described, aria_invalid: invalid,
            oninput: move |event| oninput.call(event.value()),
        }
    }
}
