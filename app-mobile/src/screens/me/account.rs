//! The account: password, second factor, where it is signed in.

use dioxus::prelude::*;
use hubbub_core::client::SessionView;

use super::closing::Closing;
use crate::parts::{
    Badge, Button, Disclosure, Empty, Field, Icon, Kind, Note, Problem, Row, Rows, Sign, Tone,
};
use crate::routes::Route;
use crate::screens::sign_in::Form;
use crate::shell::Screen;
use crate::ui::{Trouble, hand_on, ui};
use crate::words::{date_time, field_trouble, moment, t, trouble};

/// Password and sessions.
#[component]
pub(crate) fn Account() -> Element {
    rsx! {
        Screen { title: t("nav-account"), back: Route::Me {},
            Rows {
                Row { title: t("sessions-title"), sign: Sign::Smartphone, to: Route::Sessions {} }
                Row { title: t("consents-title"), sign: Sign::ShieldCheck, to: Route::Consents {} }
            }
            Disclosure { title: t("password-change"), Password {} }
            Disclosure { title: t("factor-title"), Factor {} }
            Disclosure { title: t("export-title"), Export {} }
            Disclosure { title: t("close-title"), Closing {} }
        }
    }
}

#[component]
fn Password() -> Element {
    let ui = ui();
    let mut current = use_signal(String::new);
    let mut new = use_signal(String::new);
    let mut done = use_signal(|| None::<Result<(), Trouble>>);
    let go = move || async move {
        let (old, chosen) = (current.peek().clone(), new.peek().clone());
        let outcome = ui.ask(move |client| client.change_password(&old, &chosen)).await;
        if outcome.is_ok() {
            current.set(String::new());
            new.set(String::new());
        }
        done.set(Some(outcome));
    };
    let failed = done().and_then(Result::err);
    rsx! {
        Form { onsubmit: move |()| { spawn(go()); },
            if let Some(no) = &failed {
                Problem { words: trouble(no) }
            }
            if done() == Some(Ok(())) {
                Note { tone: Tone::Good, p { role: "status", {t("password-changed")} } }
            }
            Field { id: "password-now", label: t("password-now"), value: current, kind: "password", autocomplete: "current-password" }
            Field { id: "password-new", label: t("password-new"), hint: t("password-hint"), value: new, kind: "password", autocomplete: "new-password", problem: field_trouble(failed.as_ref(), "password") }
            Button { submit: true, {t("password-change")} }
        }
    }
}

/// A copy of everything that is kept of the person.
#[component]
fn Export() -> Element {
    let ui = ui();
    let mut failed = use_signal(|| None::<Trouble>);
    let mut busy = use_signal(|| false);
    let go = move || async move {
        busy.set(true);
        let made = ui.ask(|client| client.export()).await;
        busy.set(false);
        match made {
            Ok(everything) => {
                failed.set(None);
                hand_on(ui, "hubbub-export.json", &everything);
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    rsx! {
        div { class: "stack",
            if let Some(no) = failed() {
                Problem { words: trouble(&no) }
            }
            p { class: "muted", {t("export-words")} }
            Button { sign: Sign::Download, busy: busy(), onclick: move |()| { spawn(go()); }, {t("export-go")} }
        }
    }
}

/// Setting up a second factor: password, secret, first code, recovery codes.
#[component]
fn Factor() -> Element {
    let ui = ui();
    let mut password = use_signal(String::new);
    let mut code = use_signal(String::new);
    let mut secret = use_signal(|| None::<(String, String)>);
    let mut codes = use_signal(|| None::<Vec<String>>);
    let mut failed = use_signal(|| None::<Trouble>);
    let begin = move || async move {
        let typed = password.peek().clone();
        match ui.ask(move |client| client.begin_second_factor(Some(&typed))).await {
            Ok(made) => {
                password.set(String::new());
                failed.set(None);
                secret.set(Some((made.secret, made.otpauth)));
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    let confirm = move || async move {
        let typed = code.peek().trim().to_owned();
        match ui.ask(move |client| client.confirm_second_factor(&typed)).await {
            Ok(made) => {
                failed.set(None);
                codes.set(Some(made));
            }
            Err(no) => failed.set(Some(no)),
        }
        code.set(String::new());
    };
    rsx! {
        div { class: "stack",
            if let Some(no) = failed() {
                Problem { words: trouble(&no) }
            }
            if let Some(codes) = codes() {
                Note { tone: Tone::Warn, p { {t("recovery-words")} } }
                ul { class: "mono codes", role: "list",
                    for code in codes {
                        li { key: "{code}", "{code}" }
                    }
                }
            } else if let Some((secret, otpauth)) = secret() {
                p { {t("code-set-up-words")} }
                p { class: "mono secret", "{secret}" }
                a { class: "button button-quiet", href: "{otpauth}", {t("code-open-app")} }
                Form { onsubmit: move |()| { spawn(confirm()); },
                    Field { id: "factor-code", label: t("code"), hint: t("code-hint"), value: code, autocomplete: "one-time-code", inputmode: "numeric" }
                    Button { kind: Kind::Primary, submit: true, {t("go-on")} }
                }
            } else {
                p { class: "muted", {t("factor-words")} }
                Form { onsubmit: move |()| { spawn(begin()); },
                    Field { id: "factor-password", label: t("password"), value: password, kind: "password", autocomplete: "current-password" }
                    Button { submit: true, {t("code-set-up")} }
                }
            }
        }
    }
}

/// Where the account is signed in.
#[component]
pub(crate) fn Sessions() -> Element {
    let ui = ui();
    let mut failed = use_signal(|| None::<Trouble>);
    let mut asked = use_resource(move || ui.ask(|client| client.sessions()));
    let end = move |session| async move {
        let ended = ui.ask(move |client| client.end_session(session)).await;
        failed.set(ended.err());
        asked.restart();
    };
    let found = asked.read().clone();
    rsx! {
        Screen { title: t("sessions-title"), back: Route::Account {},
            if let Some(no) = failed() {
                Problem { words: trouble(&no) }
            }
            match found {
                None => rsx! { p { role: "status", class: "muted", {t("loading")} } },
                Some(Err(no)) => rsx! {
                    Empty { sign: Sign::CloudOff, title: t("needs-network"), words: trouble(&no),
                        Button { onclick: move |()| asked.restart(), {t("again")} }
                    }
                },
                Some(Ok(sessions)) => rsx! {
                    ul { class: "rows", role: "list",
                        for session in sessions {
                            SessionRow { key: "{session.id}", session: session.clone(), onend: move |()| { spawn(end(session.id)); } }
                        }
                    }
                },
            }
        }
    }
}

#[component]
fn SessionRow(session: SessionView, onend: EventHandler<()>) -> Element {
    let seen = moment(&session.used_at).map_or_else(|| session.used_at.clone(), date_time);
    let agent = if session.agent.trim().is_empty() { t("sessions-unnamed") } else { session.agent.clone() };
    rsx! {
        li { class: "row",
            div { class: "row-inside",
                span { class: "row-sign", Icon { sign: Sign::Smartphone } }
                div { class: "row-body",
                    div { class: "row-title", "{agent}" }
                    div { class: "row-detail", "{session.network} · {seen}" }
                    div { class: "badges",
                        if session.current {
                            Badge { words: t("sessions-this"), sign: Sign::Check }
                        }
                        if session.second_factor {
                            Badge { words: t("factor-title"), sign: Sign::ShieldCheck }
                        }
                    }
                }
                if !session.current {
                    Button { onclick: move |()| onend.call(()), {t("sessions-end")} }
                }
            }
        }
    }
}
