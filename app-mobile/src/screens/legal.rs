//! Legal texts, to be read before an account is made.

use dioxus::prelude::*;
use hubbub_core::client::LegalText;

use crate::parts::{Check, Disclosure};
use crate::words::t;

/// The texts, each opened by a touch, and a box for each.
#[component]
pub(crate) fn Texts(texts: Vec<LegalText>, agreed: Signal<Vec<LegalText>>) -> Element {
    let mut agreed = agreed;
    rsx! {
        for text in texts {
            div { key: "{text.kind}", class: "stack-s",
                Disclosure { title: t(title(&text.kind)),
                    p { class: "legal-text", "{text.text}" }
                }
                Check {
                    id: "agree-{text.kind}",
                    label: t(agree(&text.kind)),
                    checked: agreed.read().contains(&text),
                    onchange: move |on| {
                        agreed.write().retain(|it| it.kind != text.kind);
                        if on {
                            agreed.write().push(text.clone());
                        }
                    },
                }
            }
        }
    }
}

/// The key of a text's title.
pub(crate) fn title(kind: &str) -> &'static str {
    if kind == "privacy" { "legal-privacy" } else { "legal-terms" }
}

fn agree(kind: &str) -> &'static str {
    if kind == "privacy" { "legal-agree-privacy" } else { "legal-agree-terms" }
}
