//! The door: whoever is not signed in signs in here, and the first fetch shows how far it is.

use dioxus::prelude::*;
use hubbub_core::client::{Phase, Recovery, SyncState};

use super::consent::NewTexts;
use crate::parts::{Empty, Meter, Note, Sign, Tone};
use crate::screens::sign_in::SignIn;
use crate::ui::{ui, use_home};
use crate::words::{number, t, t_count, t_with};

/// Shows its content to whoever may see it.
#[component]
pub(crate) fn Gate(children: Element) -> Element {
    let ui = ui();
    let home = use_home();
    if ui.user().is_none() {
        return rsx! { SignIn {} };
    }
    let state = ui.sync_state();
    rsx! {
        if home.read().is_some() {
            NewTexts {}
            Recovered {}
            {children}
        } else if let Some(state) = state {
            FirstFetch { state: State(state) }
        }
    }
}

/// A sync state as a property.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State(SyncState);

#[component]
fn FirstFetch(state: State) -> Element {
    let State(state) = state;
    let (done, total) = (signed(state.progress.done), signed(state.progress.total));
    let offline = matches!(state.phase, Phase::Offline { .. });
    let arrived = state.phase == Phase::UpToDate && done >= total;
    rsx! {
        main { class: "door stack",
            h1 { {t("app-name")} }
            if offline {
                Empty { sign: Sign::CloudOff, title: t("first-offline-title"), words: t("sync-first-offline") }
            } else if arrived {
                Empty { sign: Sign::Users, title: t("no-community-title"), words: t("no-community-words") }
            } else {
                Meter {
                    label: t("first-title"),
                    words: t_with("sync-first", &[("done", number(done).into()), ("total", number(total).into())]),
                    value: done, max: total,
                }
            }
        }
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What happened to a store that was damaged, said once.
#[component]
fn Recovered() -> Element {
    let mut seen = use_signal(|| false);
    let phone = ui().phone();
    let Some(recovery) = phone.recovery.as_ref().filter(|_| !seen()) else { return rsx! {} };
    rsx! {
        div { class: "recovered",
            Note { tone: Tone::Warn,
                p { {recovered(recovery)} }
                button { class: "button button-quiet", r#type: "button", onclick: move |_| seen.set(true), {t("understood")} }
            }
        }
    }
}

fn recovered(recovery: &Recovery) -> String {
    let (saved, lost) = (signed(recovery.saved), signed(recovery.lost));
    match (saved, lost) {
        (0, 0) => t("sync-rebuilt"),
        (saved, 0) => t_count("sync-rebuilt-saved", saved),
        (_, lost) => t_count("sync-rebuilt-lost", lost),
    }
}
