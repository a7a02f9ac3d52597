//! What a screen has to say: notes, problems with a way out, marks of what waits, and empty lists that tell how
//! to fill them.

use dioxus::prelude::*;

use super::{Icon, Sign};
use crate::words::t;

/// How a note is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Done.
    Good,
    /// Look here.
    Warn,
}

impl Tone {
    const fn parts(self) -> (&'static str, Sign) {
        match self {
            Self::Info => ("info", Sign::Info),
            Self::Good => ("good", Sign::CircleCheck),
            Self::Warn => ("warn", Sign::TriangleAlert),
        }
    }
}

/// A note on the screen.
#[component]
pub(crate) fn Note(#[props(default)] tone: Tone, children: Element) -> Element {
    let (word, sign) = tone.parts();
    rsx! {
        div { class: "note note-{word}",
            Icon { sign }
            div { class: "note-body", {children} }
        }
    }
}

/// What went wrong and how to put it right. It takes the focus, so that it is read and found.
#[component]
pub(crate) fn Problem(words: String, #[props(default)] children: Element) -> Element {
    rsx! {
        div {
            class: "note note-problem", role: "alert", tabindex: "-1",
            onmounted: move |event| async move {
                if event.set_focus(true).await.is_err() {
                    tracing::debug!("the problem could not take the focus");
                }
            },
            Icon { sign: Sign::TriangleAlert }
            div { class: "note-body",
                p { "{words}" }
                {children}
            }
        }
    }
}

/// The mark on a thing that waits to be sent.
#[component]
pub(crate) fn Pending(#[props(default)] words: Option<String>) -> Element {
    let words = words.unwrap_or_else(|| t("change-waiting"));
    rsx! {
        span { class: "pending",
            Icon { sign: Sign::Clock, size: "s" }
            "{words}"
        }
    }
}

/// A small word about a thing, as its state.
#[component]
pub(crate) fn Badge(
    words: String,
    #[props(default)] sign: Option<Sign>,
    #[props(default)] strong: bool,
) -> Element {
    rsx! {
        span { class: if strong { "badge badge-strong" } else { "badge" },
            if let Some(sign) = sign {
                Icon { sign, size: "s" }
            }
            "{words}"
        }
    }
}

/// A list without rows.
#[component]
pub(crate) fn Empty(
    sign: Sign,
    title: String,
    #[props(default)] words: Option<String>,
    #[props(default)] children: Element,
) -> Element {
    rsx! {
        div { class: "empty",
            Icon { sign, size: "xl" }
            p { class: "empty-title", "{title}" }
            if let Some(words) = words {
                p { class: "empty-words", "{words}" }
            }
            {children}
        }
    }
}
