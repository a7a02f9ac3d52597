//! More, for those who want it.

use dioxus::prelude::*;

use super::{Icon, Sign};

/// Words that open to show more.
#[component]
pub(crate) fn Disclosure(title: String, #[props(default)] open: bool, children: Element) -> Element {
    rsx! {
        details { class: "disclosure", open,
            summary { class: "disclosure-title",
                span { "{title}" }
                Icon { sign: Sign::ChevronDown }
            }
            div { class: "disclosure-body", {children} }
        }
    }
}
