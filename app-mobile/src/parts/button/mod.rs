//! Buttons: one main action a screen, quiet ones beside it, and links that look like them. A button that can't be
//! used says why, and stays where the keyboard finds it.

use dioxus::prelude::*;

use super::{Icon, Sign};
use crate::routes::Route;

/// How much a button wants to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The one main action.
    Primary,
    /// One of several.
    #[default]
    Quiet,
    /// Takes something away.
    Danger,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// A button. `why` says why it can't be pressed now; `name` is its name where the text is not enough.
#[component]
pub(crate) fn Button(
    #[props(default)] kind: Kind,
    #[props(default)] sign: Option<Sign>,
    #[props(default)] wide: bool,
    #[props(default)] busy: bool,
    #[props(default)] why: Option<String>,
    #[props(default)] name: Option<String>,
    #[props(default)] id: Option<String>,
    #[props(default)] pressed: Option<bool>,
    #[props(default)] submit: bool,
    #[props(default)] onclick: EventHandler<()>,
    children: Element,
) -> Element {
    let off = busy || why.is_some();
    let width = if wide { " button-wide" } else { "" };
    let word = kind.word();
    rsx! {
        button {
            id,
            class: "button button-{word}{width}",
            r#type: if submit { "submit" } else { "button" },
            aria_label: name,
            aria_disabled: off.then_some("true"),
            aria_busy: busy.then_some("true"),
            aria_pressed: pressed.map(|pressed| pressed.to_string()),
            onclick: move |event| {
                if off {
                    event.prevent_default();
                } else if !submit {
                    onclick.call(());
                }
            },
            if let Some(sign) = sign {
                Icon { sign }
            }
            span { class: "button-words", {children} }
        }
        if let Some(why) = why {
            p { class: "button-why", "{why}" }
        }
    }
}

/// A link that looks like a button.
#[component]
pub(crate) fn LinkButton(
    to: Route,
    #[props(default)] kind: Kind,
    #[props(default)] sign: Option<Sign>,
    #[props(default)] wide: bool,
    children: Element,
) -> Element {
    let width = if wide { " button-wide" } else { "" };
    let word = kind.word();
    rsx! {
        Link { to, class: "button button-{word}{width}",
            if let Some(sign) = sign {
                Icon { sign }
            }
            span { class: "button-words", {children} }
        }
    }
}
