//! The account's end, and its way back: closing it, what is true then, and opening it again within thirty days.

use dioxus::core::spawn_forever;
use dioxus::prelude::*;
use hubbub_core::client::Failed;

use crate::background;
use crate::parts::{Button, Dialog, Field, Kind, Note, Problem, Sign, Tone};
use crate::routes::Route;
use crate::screens::sign_in::{Door, Form};
use crate::ui::{Trouble, Ui, ui};
use crate::words::{date, field_trouble, moment, t, t_count, t_with, trouble};

/// Closes the account: what happens, the password, and a question.
#[component]
pub(super) fn Closing() -> Element {
    let ui = ui();
    let password = use_signal(String::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let mut busy = use_signal(|| false);
    let mut ask = use_signal(|| false);
    let unsent = ui.sync_state().map_or(0, |state| state.waiting + state.files.0);
    let unsent = i64::try_from(unsent).unwrap_or(i64::MAX);
    let mut go = move || {
        ask.set(false);
        busy.set(true);
        let (typed, way) = (password.peek().clone(), navigator());
        // This screen is gone before the account is: what follows belongs to the whole app.
        spawn_forever(async move {
            match close(ui, typed).await {
                Ok(until) => {
                    way.replace(Route::Closed { until });
                    ui.person_changed();
                }
                Err(no) => {
                    busy.set(false);
                    failed.set(Some(no));
                }
            }
        });
    };
    rsx! {
        Form { onsubmit: move |()| ask.set(true),
            if let Some(no) = failed() {
                Problem { words: trouble(&no) }
            }
            p { {t("close-words")} }
            Field { id: "close-password", label: t("password"), value: password, kind: "password", autocomplete: "current-password", problem: field_trouble(failed().as_ref(), "password") }
            Button { kind: Kind::Danger, submit: true, busy: busy(), {t("close-go")} }
        }
        Dialog { title: t("close-ask"), open: ask,
            if unsent > 0 {
                Note { tone: Tone::Warn, p { {t_count("sign-out-unsent", unsent)} } }
            }
            p { {t("close-words")} }
            div { class: "buttons",
                Button { onclick: move |()| ask.set(false), {t("keep")} }
                Button { kind: Kind::Danger, onclick: move |()| go(), {t("close-go")} }
            }
        }
    }
}

/// Closes the account, and lets this device forget it; until when it can be opened again, as the server writes it.
async fn close(ui: Ui, password: String) -> Result<String, Trouble> {
    let phone = ui.phone();
    let done = background::run(move || {
        let until = phone.client.close_account(&password)?;
        phone.kept.clear()?;
        Ok::<_, Failed>(until)
    });
    match done.await {
        Some(outcome) => outcome.map_err(Trouble::from),
        None => Err(Trouble::Store(hubbub_core::store::Fault::Bug("closing broke off".to_owned()))),
    }
}

/// The account is closed: until when it can be opened again.
#[component]
pub(crate) fn Closed(until: String) -> Element {
    let day = moment(&until).map_or(until, date);
    rsx! {
        Door { title: t("closed-title"), back: Route::SignIn {},
            p { {t_with("closed-words", &[("until", day.into())])} }
            dioxus::prelude::Link { to: Route::Reopen {}, class: "button button-quiet button-wide", {t("reopen-title")} }
        }
    }
}

/// Opens a closed account again.
#[component]
pub(crate) fn Reopen() -> Element {
    let ui = ui();
    let email = use_signal(String::new);
    let password = use_signal(String::new);
    let mut busy = use_signal(|| false);
    let mut done = use_signal(|| None::<Result<(), Trouble>>);
    let go = move || async move {
        busy.set(true);
        let (address, typed) = (email.peek().trim().to_owned(), password.peek().clone());
        done.set(Some(ui.ask(move |client| client.reopen_account(&address, &typed)).await));
        busy.set(false);
    };
    let failed = done().and_then(Result::err);
    rsx! {
        Door { title: t("reopen-title"), back: Route::SignIn {},
            if let Some(no) = &failed {
                Problem { words: trouble(no) }
            }
            if done() == Some(Ok(())) {
                Note { tone: Tone::Good, p { role: "status", {t("reopen-done")} } }
                dioxus::prelude::Link { to: Route::SignIn {}, class: "button button-primary button-wide", {t("sign-in")} }
            } else {
                p { class: "muted", {t("reopen-words")} }
                Form { onsubmit: move |()| { spawn(go()); },
                    Field { id: "email", label: t("email"), value: email, kind: "email", autocomplete: "username", inputmode: "email", problem: field_trouble(failed.as_ref(), "email") }
                    Field { id: "password", label: t("password"), value: password, kind: "password", autocomplete: "current-password" }
                    Button { kind: Kind::Primary, wide: true, submit: true, busy: busy(), sign: busy().then_some(Sign::RefreshCw), {t("reopen-go")} }
                }
            }
        }
    }
}
