//! Signing in, step by step, and making an account. The only screens that wait for the network: they say so.

mod code;
mod link;
mod register;

use dioxus::prelude::*;
use hubbub_core::refusal::{Code as Reason, Refusal};

pub(crate) use self::code::Code;
pub(crate) use self::link::{Forgot, Link, Reset, UseLink, Verify};
pub(crate) use self::register::Register;
use crate::parts::{Button, Field, Kind, Problem, Select, Sign};
use crate::routes::Route;
use crate::shell::Links;
use crate::ui::{Trouble, Ui, ui};
use crate::words::{field_trouble, t, trouble};
use hubbub_core::i18n::Locale;

/// The first step: address and password.
#[component]
pub(crate) fn SignIn() -> Element {
    let ui = ui();
    let email = use_signal(String::new);
    let password = use_signal(String::new);
    let mut busy = use_signal(|| false);
    let mut failed = use_signal(|| None::<Trouble>);
    let go = move || async move {
        if busy() {
            return;
        }
        busy.set(true);
        let (email, password) = (email.peek().trim().to_owned(), password.peek().clone());
        let done = ui.ask(move |client| client.sign_in(&email, &password)).await;
        busy.set(false);
        match done {
            Ok(_) => came_in(ui),
            Err(Trouble::Refused(no)) if no.code == Reason::SecondFactorRequired => {
                navigator().push(Route::Code {});
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    rsx! {
        Door { title: t("sign-in-title"), welcome: true,
            if let Some(no) = failed() {
                Problem { words: trouble(&no),
                    if let Trouble::Refused(no) = &no {
                        WayOut { reason: no.clone() }
                    }
                }
            }
            Form { onsubmit: move |()| { spawn(go()); },
                Field { id: "email", label: t("email"), value: email, kind: "email", autocomplete: "username", inputmode: "email", problem: field_trouble(failed().as_ref(), "email") }
                Field { id: "password", label: t("password"), value: password, kind: "password", autocomplete: "current-password" }
                Button { kind: Kind::Primary, wide: true, submit: true, busy: busy(), sign: busy().then_some(Sign::RefreshCw), {t("sign-in")} }
            }
            div { class: "stack-s",
                dioxus::prelude::Link { to: Route::LinkScreen {}, class: "button button-plain", {t("sign-in-by-mail")} }
                dioxus::prelude::Link { to: Route::Forgot {}, class: "button button-plain", {t("password-forgotten")} }
            }
            div { class: "door-other",
                p { {t("no-account-yet")} }
                dioxus::prelude::Link { to: Route::Register {}, class: "button button-quiet button-wide", {t("register")} }
            }
        }
    }
}

/// What helps after a refusal at the door.
#[component]
fn WayOut(reason: Refusal) -> Element {
    match reason.code {
        Reason::EmailUnverified | Reason::AccountLocked => rsx! {
            dioxus::prelude::Link { to: Route::LinkScreen {}, class: "button button-quiet", {t("sign-in-by-mail")} }
        },
        Reason::AccountClosed => rsx! {
            dioxus::prelude::Link { to: Route::Reopen {}, class: "button button-quiet", {t("remedy-reopen-account")} }
        },
        _ => rsx! {},
    }
}

/// Goes on once somebody is signed in: the screen that was asked for, or the first one.
pub(crate) fn came_in(ui: Ui) {
    ui.person_changed();
    let navigator = navigator();
    navigator.replace(Route::Start {});
}

/// The frame of the screens in front of the door: title, language, a narrow column.
#[component]
pub(crate) fn Door(
    title: String,
    #[props(default)] welcome: bool,
    #[props(default)] back: Option<Route>,
    children: Element,
) -> Element {
    let ui = ui();
    let languages =
        Locale::ALL.iter().map(|it| (it.tag().to_owned(), it.own_name().to_owned())).collect::<Vec<_>>();
    rsx! {
        document::Title { "{title} · Hubbub" }
        Links {}
        main { class: "door",
            if welcome {
                div { class: "door-welcome",
                    p { class: "door-name", {t("app-name")} }
                    p { class: "muted", {t("app-promise")} }
                }
            }
            if let Some(back) = back {
                dioxus::prelude::Link { to: back, class: "button button-plain door-back", {t("back")} }
            }
            h1 { "{title}" }
            {children}
            Select {
                id: "language", label: t("language"), value: ui.locale().tag(), options: languages,
                onchange: move |tag: String| ui.set(|settings| settings.locale = Locale::from_tag(&tag)),
            }
        }
    }
}

/// A form that is sent with Enter too.
#[component]
pub(crate) fn Form(onsubmit: EventHandler<()>, children: Element) -> Element {
    rsx! {
        form {
            class: "stack", novalidate: true,
            // For the host over a socket, where a handler comes too late to stop the browser.
            "onsubmit": "event.preventDefault()",
            onsubmit: move |event| {
                event.prevent_default();
                onsubmit.call(());
            },
            {children}
        }
    }
}
