//! A screen's head and body: the way back, the title, the sync line, and what it shows.

use dioxus::prelude::*;

use super::SyncLine;
use crate::parts::{Icon, Sign};
use crate::routes::Route;
use crate::words::t;

/// A screen. `back` is where its arrow leads when there is nothing to go back to.
#[component]
pub(crate) fn Screen(
    title: String,
    #[props(default)] back: Option<Route>,
    #[props(default)] lang: Option<&'static str>,
    #[props(default)] action: Option<Element>,
    children: Element,
) -> Element {
    let go_back = move |to: Route| {
        let navigator = navigator();
        if navigator.can_go_back() {
            navigator.go_back();
        } else {
            navigator.replace(to);
        }
    };
    rsx! {
        document::Title { "{title} · Hubbub" }
        header { class: "screen-head",
            div { class: "screen-title",
                if let Some(back) = back {
                    button { class: "button button-plain screen-back", r#type: "button", aria_label: t("back"), onclick: move |_| go_back(back.clone()),
                        Icon { sign: Sign::ChevronLeft }
                    }
                }
                h1 { lang, "{title}" }
                {action}
            }
            SyncLine {}
        }
        main { class: "screen-body stack", {children} }
    }
}
