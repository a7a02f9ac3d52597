//! A list of any length, of which only a part is in the page: the rows around what is on the screen. The rest is room.
//! The page asks for another part as it is scrolled; what is looked at stays in its place.

use dioxus::prelude::*;

use super::Rows;

/// Rows that are in the page at most.
pub(crate) const SHOWN: usize = 150;
/// By how many rows the part moves.
const STEP: usize = 50;

const SCRIPT: &str = include_str!("script.js");

/// A list of `total` rows; the children are those from the place `from` on, [`SHOWN`] at most.
#[component]
pub(crate) fn Long(
    id: &'static str,
    label: String,
    total: i64,
    from: Signal<usize>,
    children: Element,
) -> Element {
    let mut from = from;
    use_effect(move || {
        let script = SCRIPT.replace("LIST", id);
        let script = script.replace("SHOWN", &SHOWN.to_string()).replace("STEP", &STEP.to_string());
        let mut page = document::eval(&script);
        spawn(async move {
            while let Ok(wanted) = page.recv::<usize>().await {
                if *from.peek() != wanted {
                    from.set(wanted);
                }
            }
        });
    });
    rsx! {
        div { id, class: "long", "data-total": "{total}", "data-from": "{from}",
            div { aria_hidden: "true" }
            Rows { label, {children} }
            div { aria_hidden: "true" }
        }
    }
}
