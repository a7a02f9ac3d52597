//! A choice from a list: the system's own, so that each phone shows the one its owner knows.

use dioxus::prelude::*;

use super::{Icon, Sign};

/// A choice of one among `options`, each with its value and its words.
#[component]
pub(crate) fn Select(
    id: String,
    label: String,
    value: String,
    options: Vec<(String, String)>,
    onchange: EventHandler<String>,
    #[props(default)] quiet_label: bool,
) -> Element {
    rsx! {
        div { class: "select",
            label { class: if quiet_label { "unseen" } else { "field-label" }, r#for: "{id}", "{label}" }
            div { class: "select-box",
                select { id: "{id}", class: "field-input", onchange: move |event| onchange.call(event.value()),
                    for (option , words) in options {
                        option { key: "{option}", value: "{option}", selected: option == value, "{words}" }
                    }
                }
                Icon { sign: Sign::ChevronDown }
            }
        }
    }
}
