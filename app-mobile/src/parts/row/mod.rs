//! Lists: rows of one height of thought, each a link or just words.

use dioxus::prelude::*;

use super::{Icon, Sign};
use crate::routes::Route;

/// A list; `label` names it for whoever does not see its heading.
#[component]
pub(crate) fn Rows(#[props(default)] label: Option<String>, children: Element) -> Element {
    rsx! { ul { class: "rows", role: "list", aria_label: label, {children} } }
}

/// A row: a title, a line below it, and something at its end. With `to` all of it is a link.
#[component]
pub(crate) fn Row(
    title: String,
    #[props(default)] detail: Option<String>,
    #[props(default)] end: Option<String>,
    #[props(default)] sign: Option<Sign>,
    #[props(default)] image: Option<Element>,
    #[props(default)] to: Option<Route>,
    #[props(default)] unread: Option<String>,
    #[props(default)] lang: Option<&'static str>,
    #[props(default)] children: Element,
) -> Element {
    let body = rsx! {
        if let Some(image) = image {
            div { class: "row-image", {image} }
        }
        if let Some(sign) = sign {
            span { class: "row-sign", Icon { sign } }
        }
        div { class: "row-body",
            div { class: "row-title", lang,
                if let Some(unread) = unread {
                    span { class: "row-unread", span { class: "unseen", "{unread}" } }
                }
                "{title}"
            }
            if let Some(detail) = detail {
                div { class: "row-detail", "{detail}" }
            }
            {children}
        }
        if let Some(end) = end {
            div { class: "row-end", "{end}" }
        }
    };
    rsx! {
        li { class: "row",
            if let Some(to) = to {
                Link { to, class: "row-inside row-link",
                    {body}
                    Icon { sign: Sign::ChevronRight }
                }
            } else {
                div { class: "row-inside", {body} }
            }
        }
    }
}
