//! Sync made visible: what waits, what was refused and what can be done about it, and a copy of it all.

mod heading;
mod remedies;

use dioxus::prelude::*;
use hubbub_core::client::SyncState;
use hubbub_core::refusal::Code;
use hubbub_core::sync::outbox::{Entry, Refused, State};
use hubbub_core::sync::worker::Phase;

use self::heading::heading;
use self::remedies::Remedies;
use crate::parts::{Badge, Button, Confirm, Empty, Meter, Note, Pending, Sign, Tone};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{Ui, hand_on, ui};
use crate::words::{date_time, number, refusal, t, t_count, t_with, time};

/// How often the screen looks whether files have arrived.
const FILES_EVERY: std::time::Duration = std::time::Duration::from_secs(1);

/// The sync screen.
#[component]
pub(crate) fn Sync() -> Element {
    let ui = ui();
    use_files_on_their_way(ui);
    let state = ui.sync_state();
    let refused = ui.client(|client| client.refused()).unwrap_or_default();
    let waiting = ui.client(|client| client.outbox()).unwrap_or_default();
    let waiting: Vec<Entry> = waiting.into_iter().filter(|entry| is_waiting(entry.state)).collect();
    rsx! {
        Screen { title: t("nav-sync"), back: Route::Me {},
            if let Some(state) = state.clone() {
                Now { state: Whole(state) }
            }
            if !refused.is_empty() {
                section { class: "section", aria_labelledby: "inbox",
                    h2 { id: "inbox", {t("inbox-title")} }
                    for one in refused {
                        RefusedCard { key: "{one.id}", refused: One(one) }
                    }
                }
            }
            section { class: "section", aria_labelledby: "outbox",
                h2 { id: "outbox", {t("outbox-title")} }
                if waiting.is_empty() {
                    Empty { sign: Sign::CircleCheck, title: t("outbox-empty") }
                } else {
                    ul { class: "rows", role: "list",
                        for entry in waiting.iter().cloned() {
                            Waiting { key: "{entry.call.id}", entry: Call(entry), phase: state.as_ref().map(|state| PhaseOf(state.phase.clone())) }
                        }
                    }
                    Button { sign: Sign::Download, onclick: move |()| export(ui), {t("outbox-export")} }
                }
            }
        }
    }
}

/// Looks again while files are on their way: nobody tells when one has arrived.
fn use_files_on_their_way(ui: Ui) {
    use_future(move || async move {
        let mut sync = ui.sync;
        let mut known = ui.client(|client| client.sync_state()).map(|state| state.files).unwrap_or_default();
        loop {
            tokio::time::sleep(FILES_EVERY).await;
            let now = ui.client(|client| client.sync_state()).map(|state| state.files).unwrap_or_default();
            if now != known {
                known = now;
                *sync.write() += 1;
            }
        }
    });
}

const fn is_waiting(state: State) -> bool {
    matches!(state, State::Waiting | State::Unknown)
}

/// A sync state as a property.
#[derive(Clone, Debug, PartialEq)]
struct Whole(SyncState);
/// A refusal as a property.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct One(pub(super) Refused);
/// A call as a property.
#[derive(Clone, Debug, PartialEq)]
struct Call(Entry);
/// A phase as a property.
#[derive(Clone, Debug, PartialEq)]
struct PhaseOf(Phase);

/// Where it stands now, with what the person can do about it.
#[component]
fn Now(state: Whole) -> Element {
    let Whole(state) = state;
    let ui = ui();
    let (files, bytes) = (signed(state.files.0), signed(state.files.1));
    let (done, total) = (signed(state.progress.done), signed(state.progress.total));
    let next_try = match &state.phase {
        Phase::Offline { next_try_at, .. } => {
            Some(t_with("change-next-try", &[("time", time(*next_try_at).into())]))
        }
        _ => None,
    };
    rsx! {
        section { class: "card stack",
            div { class: "sync-figures",
                Figure { value: signed(state.waiting), words: t("sync-figure-waiting") }
                Figure { value: signed(state.refused), words: t("sync-figure-refused") }
                Figure { value: files, words: t("sync-figure-files") }
            }
            if done < total {
                Meter {
                    label: t("first-title"), value: done, max: total,
                    words: t_with("sync-first", &[("done", number(done).into()), ("total", number(total).into())]),
                }
            }
            if files > 0 {
                p { class: "muted small", {t_with("sync-files", &[("count", files.into()), ("size", size(bytes).into())])} }
            }
            if files > 0 && *ui.held.read() {
                p { class: "line small", {t("sync-files-held")} }
            }
            if state.files_refused > 0 {
                Note { tone: Tone::Warn, p { {t_count("sync-files-refused", signed(state.files_refused))} } }
            }
            if let Some(words) = next_try {
                p { class: "muted small", "{words}" }
            }
            Button { sign: Sign::Send, onclick: move |()| ui.client(hubbub_core::client::Client::sync_now), {t("outbox-send-now")} }
        }
    }
}

#[component]
fn Figure(value: i64, words: String) -> Element {
    rsx! {
        div { class: "sync-figure",
            span { class: "figure", {number(value)} }
            span { class: "muted small", "{words}" }
        }
    }
}

/// A change that waits.
#[component]
fn Waiting(entry: Call, phase: Option<PhaseOf>) -> Element {
    let ui = ui();
    let Call(entry) = entry;
    let mut ask = use_signal(|| false);
    let call = entry.call.id;
    let title = heading(ui, &entry.call.command);
    let syncing = matches!(phase, Some(PhaseOf(Phase::Syncing)));
    let state = match entry.state {
        State::Unknown => t("change-kept"),
        _ if syncing => t("change-sending"),
        _ => t("change-saved"),
    };
    rsx! {
        li { class: "row",
            div { class: "row-inside",
                div { class: "row-body",
                    div { class: "row-title", "{title}" }
                    div { class: "row-detail", "{date_time(entry.call.at)} · {size(length(&entry.call.command))}" }
                    div { class: "badges", Pending { words: state } }
                    if let Some(no) = entry.predicted {
                        p { class: "small", {t_with("change-predicted", &[("reason", refusal(&no).into())])} }
                    }
                }
                Button { name: t_with("outbox-discard-of", &[("title", title.clone().into())]), sign: Sign::Trash2, onclick: move |()| ask.set(true) }
            }
            Confirm {
                title: t("outbox-discard"), words: title, yes: t("remedy-discard"), no: t("keep"), open: ask,
                onyes: move |()| {
                    if let Err(failed) = ui.client(|client| client.discard(call)) {
                        ui.say(crate::words::trouble(&failed.into()));
                    }
                },
            }
        }
    }
}

/// A refusal: what it was, why, what is true now, and what to do.
#[component]
fn RefusedCard(refused: One) -> Element {
    let ui = ui();
    let One(one) = refused;
    // Other codes say in their own words what is wrong; only here the fields tell.
    let fields =
        if one.refusal.code == Code::ValidationFailed { one.refusal.details.as_slice() } else { &[] };
    let details =
        fields.iter().map(|it| hubbub_core::i18n::issue_text(&it.issue, ui.locale())).collect::<Vec<_>>();
    rsx! {
        article { class: "card stack refused",
            div { class: "stack-s",
                h3 { {heading(ui, &one.command)} }
                div { class: "badges",
                    Badge { words: t("inbox-title"), sign: Sign::CircleX }
                    Badge { words: t_with("inbox-decided", &[("at", date_time(one.decided_at).into())]) }
                }
            }
            p { {refusal(&one.refusal)} }
            for detail in details {
                p { key: "{detail}", class: "strong", "{detail}" }
            }
            p { class: "muted small", {t_with("inbox-done-at", &[("at", date_time(one.at).into())])} }
            Remedies { refused: One(one) }
        }
    }
}

/// A copy of what waits and what was refused, for the person to keep.
fn export(ui: Ui) {
    let phone = ui.phone();
    let (waiting, refused) =
        (phone.client.outbox().unwrap_or_default(), phone.client.refused().unwrap_or_default());
    let json = |command: &str| serde_json::from_str::<serde_json::Value>(command).unwrap_or_default();
    let copy = serde_json::json!({
        "waiting": waiting.iter().filter(|entry| is_waiting(entry.state)).map(|entry| serde_json::json!({
            "id": entry.call.id, "at_ms": entry.call.at, "command": json(&entry.call.command),
        })).collect::<Vec<_>>(),
        "refused": refused.iter().map(|one| serde_json::json!({
            "id": one.id, "at_ms": one.at, "command": json(&one.command), "refusal": one.refusal,
        })).collect::<Vec<_>>(),
    });
    hand_on(ui, "hubbub-outbox.json", &copy);
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A size in kilobytes or megabytes, never nothing.
fn size(bytes: i64) -> String {
    const KILO: i64 = 1_000;
    let (key, unit) =
        if bytes >= KILO * KILO { ("unit-megabytes", KILO * KILO) } else { ("unit-kilobytes", KILO) };
    t_count(key, (bytes / unit).max(1))
}
