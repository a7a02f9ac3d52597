//! The second step: a code of the authenticator, or setting one up.

use dioxus::prelude::*;
use hubbub_core::client::Authenticator;

use super::{Door, Form, came_in};
use crate::parts::{Button, Disclosure, Field, Kind, Note, Problem, Tone};
use crate::routes::Route;
use crate::ui::{Trouble, ui};
use crate::words::{t, trouble};

/// Where setting up a second factor stands.
#[derive(Clone, PartialEq)]
enum Step {
    /// A code is asked for.
    Code,
    /// An authenticator is set up: its secret, base 32, and its address.
    SetUp(String, String),
    /// Recovery codes are shown, this once.
    Codes(Vec<String>),
}

/// The second step of signing in.
#[component]
pub(crate) fn Code() -> Element {
    let ui = ui();
    let mut step = use_signal(|| Step::Code);
    let mut code = use_signal(String::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let begin = move || async move {
        match ui.ask(|client| client.begin_second_factor(None)).await {
            Ok(Authenticator { secret, otpauth }) => {
                failed.set(None);
                step.set(Step::SetUp(secret, otpauth));
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    let enter = move || async move {
        let typed = code.peek().trim().to_owned();
        match step() {
            Step::SetUp(..) => match ui.ask(move |client| client.confirm_second_factor(&typed)).await {
                Ok(codes) => step.set(Step::Codes(codes)),
                Err(no) => failed.set(Some(no)),
            },
            _ => match ui.ask(move |client| client.enter_code(&typed)).await {
                Ok(_) => came_in(ui),
                Err(no) => failed.set(Some(no)),
            },
        }
        code.set(String::new());
    };
    rsx! {
        Door { title: t("code-title"), back: Route::SignIn {},
            if let Some(no) = failed() {
                Problem { words: trouble(&no) }
            }
            match step() {
                Step::Codes(codes) => rsx! { RecoveryCodes { codes } },
                shown => rsx! {
                    if let Step::SetUp(secret, otpauth) = shown {
                        SetUp { secret, otpauth }
                    }
                    Form { onsubmit: move |()| { spawn(enter()); },
                        Field { id: "code", label: t("code"), hint: t("code-hint"), value: code, autocomplete: "one-time-code", inputmode: "numeric" }
                        Button { kind: Kind::Primary, wide: true, submit: true, {t("go-on")} }
                    }
                    if step() == Step::Code {
                        Disclosure { title: t("code-none-yet"),
                            p { {t("code-none-yet-words")} }
                            Button { onclick: move |()| { spawn(begin()); }, {t("code-set-up")} }
                        }
                    }
                },
            }
        }
    }
}

#[component]
fn SetUp(secret: String, otpauth: String) -> Element {
    rsx! {
        div { class: "stack-s",
            p { {t("code-set-up-words")} }
            p { class: "mono secret", "{secret}" }
            a { class: "button button-quiet", href: "{otpauth}", {t("code-open-app")} }
        }
    }
}

#[component]
fn RecoveryCodes(codes: Vec<String>) -> Element {
    let ui = ui();
    rsx! {
        Note { tone: Tone::Warn, p { {t("recovery-words")} } }
        ul { class: "mono codes", role: "list",
            for code in codes {
                li { key: "{code}", "{code}" }
            }
        }
        Button { kind: Kind::Primary, wide: true, onclick: move |()| came_in(ui), {t("recovery-kept")} }
    }
}
