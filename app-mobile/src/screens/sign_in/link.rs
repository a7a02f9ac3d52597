//! Ways in by mail: a link that signs in, a new password, a confirmed address.

use dioxus::prelude::*;
use hubbub_core::client::{Client, Failed};

use super::{Door, Form, came_in};
use crate::parts::{Button, Field, Kind, Note, Problem, Tone};
use crate::routes::Route;
use crate::ui::{Trouble, ui};
use crate::words::{field_trouble, t, trouble};

/// What a mail is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mail {
    /// A link that signs in.
    Link,
    /// A link to a new password.
    Password,
}

impl Mail {
    fn ask(self, client: &Client, address: &str) -> Result<(), Failed> {
        match self {
            Self::Link => client.ask_sign_in_link(address),
            Self::Password => client.forgot_password(address),
        }
    }
}

/// Asks for a mail.
#[component]
fn Ask(title: String, words: String, mail: Mail, #[props(default)] children: Element) -> Element {
    let ui = ui();
    let email = use_signal(String::new);
    let mut sent = use_signal(|| false);
    let mut failed = use_signal(|| None::<Trouble>);
    let go = move || async move {
        let address = email.peek().trim().to_owned();
        match ui.ask(move |client| mail.ask(client, &address)).await {
            Ok(()) => {
                failed.set(None);
                sent.set(true);
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    rsx! {
        Door { title, back: Route::SignIn {},
            p { class: "muted", "{words}" }
            if let Some(no) = failed() {
                Problem { words: trouble(&no) }
            }
            if sent() {
                Note { tone: Tone::Good, p { role: "status", {t("mail-sent")} } }
            }
            Form { onsubmit: move |()| { spawn(go()); },
                Field { id: "email", label: t("email"), value: email, kind: "email", autocomplete: "username", inputmode: "email", problem: field_trouble(failed().as_ref(), "email") }
                Button { kind: Kind::Primary, wide: true, submit: true, {t("mail-ask")} }
            }
            {children}
        }
    }
}

/// Asks for a link that signs in on this device, and takes its code where the link can't be opened here.
#[component]
pub(crate) fn Link() -> Element {
    let code = use_signal(String::new);
    rsx! {
        Ask { title: t("link-title"), words: t("link-words"), mail: Mail::Link,
            Form {
                onsubmit: move |()| {
                    navigator().push(Route::UseLink { code: code.peek().trim().to_owned() });
                },
                Field { id: "link-code", label: t("link-code"), hint: t("link-code-hint"), value: code }
                Button { wide: true, submit: true, {t("go-on")} }
            }
        }
    }
}

/// Asks for a link that leads to a new password.
#[component]
pub(crate) fn Forgot() -> Element {
    rsx! { Ask { title: t("forgot-title"), words: t("forgot-words"), mail: Mail::Password } }
}

/// The link of a mail was opened: signs in.
#[component]
pub(crate) fn UseLink(code: String) -> Element {
    let ui = ui();
    let done = use_resource(move || {
        let code = code.clone();
        async move {
            let done = ui.ask(move |client| client.sign_in_with_link(&code)).await;
            if done.is_ok() {
                came_in(ui);
            }
            done.err()
        }
    });
    let failed = done.read().clone().flatten();
    rsx! {
        Door { title: t("link-title"), back: Route::SignIn {},
            match failed {
                Some(Trouble::Refused(no)) if no.code == hubbub_core::refusal::Code::SecondFactorRequired => rsx! {
                    dioxus::prelude::Link { to: Route::Code {}, class: "button button-primary button-wide", {t("code-title")} }
                },
                Some(no) => rsx! {
                    Problem { words: trouble(&no) }
                    dioxus::prelude::Link { to: Route::LinkScreen {}, class: "button button-quiet", {t("mail-ask")} }
                },
                None => rsx! { p { role: "status", {t("loading")} } },
            }
        }
    }
}

/// The link of a mail was opened: confirms the address.
#[component]
pub(crate) fn Verify(code: String) -> Element {
    let ui = ui();
    let done = use_resource(move || {
        let code = code.clone();
        async move { ui.ask(move |client| client.verify_email(&code)).await }
    });
    let done = done.read().clone();
    rsx! {
        Door { title: t("verify-title"), back: Route::SignIn {},
            match done {
                None => rsx! { p { role: "status", {t("loading")} } },
                Some(Ok(())) => rsx! { Note { tone: Tone::Good, p { role: "status", {t("verify-done")} } } },
                Some(Err(no)) => rsx! { Problem { words: trouble(&no) } },
            }
        }
    }
}

/// The link of a mail was opened: a new password.
#[component]
pub(crate) fn Reset(code: String) -> Element {
    let ui = ui();
    let password = use_signal(String::new);
    let mut done = use_signal(|| None::<Result<(), Trouble>>);
    let go = move |code: String| async move {
        let new = password.peek().clone();
        done.set(Some(ui.ask(move |client| client.reset_password(&code, &new)).await));
    };
    let failed = done().and_then(Result::err);
    rsx! {
        Door { title: t("reset-title"), back: Route::SignIn {},
            if let Some(no) = &failed {
                Problem { words: trouble(no) }
            }
            if done() == Some(Ok(())) {
                Note { tone: Tone::Good, p { role: "status", {t("reset-done")} } }
            } else {
                Form { onsubmit: move |()| { spawn(go(code.clone())); },
                    Field { id: "password", label: t("password-new"), hint: t("password-hint"), value: password, kind: "password", autocomplete: "new-password", problem: field_trouble(failed.as_ref(), "password") }
                    Button { kind: Kind::Primary, wide: true, submit: true, {t("password-set")} }
                }
            }
        }
    }
}
