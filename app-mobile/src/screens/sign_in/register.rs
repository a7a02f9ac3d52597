//! Making an account: what is asked for, what is kept and why, and what is agreed to.

use dioxus::prelude::*;
use hubbub_core::client::{LegalText, Newcomer};
use hubbub_core::refusal::Code;

use super::{Door, Form, came_in};
use crate::parts::{Button, Field, Kind, Note, Problem};
use crate::routes::Route;
use crate::screens::legal::Texts;
use crate::ui::{Trouble, ui};
use crate::words::{field_trouble, t, trouble};

/// Makes an account and signs in with it.
#[component]
pub(crate) fn Register() -> Element {
    let ui = ui();
    let name = use_signal(String::new);
    let email = use_signal(String::new);
    let password = use_signal(String::new);
    let agreed = use_signal(Vec::<LegalText>::new);
    let mut busy = use_signal(|| false);
    let mut failed = use_signal(|| None::<Trouble>);
    let mut unread = use_signal(|| false);
    let legal = use_resource(move || ui.ask(|client| client.legal()));
    let go = move || async move {
        let texts = legal.peek().as_ref().map_or(0, |it| it.as_ref().map_or(0, |legal| legal.texts.len()));
        unread.set(agreed.peek().len() < texts);
        if busy() || unread() {
            return;
        }
        busy.set(true);
        let (name, email) = (name.peek().trim().to_owned(), email.peek().trim().to_owned());
        let (password, agreed, locale) = (password.peek().clone(), agreed.peek().clone(), ui.locale());
        let done = ui
            .ask(move |client| {
                let newcomer = Newcomer { email: &email, password: &password, name: &name, locale };
                client.register_agreed(&newcomer, &agreed)?;
                client.sign_in(&email, &password)
            })
            .await;
        busy.set(false);
        match done {
            Ok(_) => came_in(ui),
            Err(no) => failed.set(Some(no)),
        }
    };
    let found = legal.read().clone();
    let wrong = move |field: &str| field_trouble(failed().as_ref(), field);
    let mail_first = matches!(failed(), Some(Trouble::Refused(no)) if no.code == Code::EmailUnverified);
    rsx! {
        Door { title: t("register-title"), back: Route::SignIn {},
            if unread() {
                Problem { words: t("register-agree-first") }
            } else if let Some(no) = failed() {
                Problem { words: trouble(&no) }
            }
            if !mail_first {
                Form { onsubmit: move |()| { spawn(go()); },
                    Field { id: "name", label: t("your-name"), hint: t("your-name-hint"), value: name, autocomplete: "name", problem: wrong("display_name") }
                    Field { id: "email", label: t("email"), value: email, kind: "email", autocomplete: "username", inputmode: "email", problem: wrong("email") }
                    Field { id: "password", label: t("password"), hint: t("password-hint"), value: password, kind: "password", autocomplete: "new-password", problem: wrong("password") }
                    match found {
                        Some(Ok(legal)) => rsx! {
                            Note { p { class: "small", "{legal.collected}" } }
                            Texts { texts: legal.texts, agreed }
                        },
                        Some(Err(no)) => rsx! { Note { p { {trouble(&no)} } } },
                        None => rsx! { p { role: "status", class: "muted", {t("loading")} } },
                    }
                    Button { kind: Kind::Primary, wide: true, submit: true, busy: busy(), {t("register")} }
                }
            }
        }
    }
}
