//! A labelled field for text. What is wrong with it stands under it, and is read with it.

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
    let described = match (&hint, &problem) {
        (None, None) => None,
        (Some(_), None) => Some(format!("{id}-hint")),
        (None, Some(_)) => Some(format!("{id}-problem")),
        (Some(_), Some(_)) => Some(format!("{id}-problem {id}-hint")),
    };
    let invalid = problem.is_some().then_some("true");
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
            if lines > 1 {
                textarea {
                    id: "{id}", class: "field-input", rows: "{lines}", value: "{value}",
                    aria_describedby: described, aria_invalid: invalid,
                    oninput: move |event| value.set(event.value()),
                }
            } else {
                input {
                    id: "{id}", class: "field-input", r#type: kind, value: "{value}", autocomplete, inputmode,
                    autocapitalize: if kind == "email" { "none" }, spellcheck: if kind == "text" { "true" } else { "false" },
                    aria_describedby: described, aria_invalid: invalid,
                    oninput: move |event| value.set(event.value()),
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
