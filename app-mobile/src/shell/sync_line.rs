//! The one line that says where synchronisation stands: same place, every screen, in words. It is read out when
//! its kind changes, not with each number.

use dioxus::prelude::*;
use hubbub_core::client::{Phase, SyncState};
use hubbub_core::time::Timestamp;

use crate::parts::{Icon, Sign};
use crate::routes::Route;
use crate::ui::ui;
use crate::words::{date, is_same_day, t, t_count, t_with, time};

/// What the line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// What kind of thing: a change of it is read out.
    pub(crate) kind: &'static str,
    /// The icon.
    pub(crate) sign: Sign,
    /// The words.
    pub(crate) words: String,
}

/// The sync line; it leads to the sync screen.
#[component]
pub(crate) fn SyncLine() -> Element {
    let ui = ui();
    let Some(state) = ui.sync_state() else { return rsx! {} };
    let line = line(&state, ui.now());
    rsx! {
        Link { to: Route::Sync {}, class: "sync-line sync-{line.kind}",
            Icon { sign: line.sign, size: "s" }
            span { "{line.words}" }
        }
        Heard { kind: line.kind, words: line.words }
    }
}

/// The same for whoever listens, spoken when the kind changes and never otherwise.
#[component]
fn Heard(kind: &'static str, words: String) -> Element {
    let mut spoken = use_signal(|| (kind, String::new()));
    if spoken.peek().0 != kind {
        spoken.set((kind, words));
    }
    rsx! { span { class: "unseen", role: "status", "{spoken.read().1}" } }
}

/// The line for a state. What needs the person comes first.
pub(crate) fn line(state: &SyncState, now: Timestamp) -> Line {
    let waiting = i64::try_from(state.waiting).unwrap_or(i64::MAX);
    let refused = i64::try_from(state.refused).unwrap_or(i64::MAX);
    let of = |kind, sign, words| Line { kind, sign, words };
    if refused > 0 {
        return of("refused", Sign::TriangleAlert, t_count("sync-refused", refused));
    }
    match &state.phase {
        Phase::SignedOut => of("refused", Sign::TriangleAlert, t("sync-sign-in-needed")),
        Phase::UpdateNeeded => of("refused", Sign::TriangleAlert, t("sync-update-needed")),
        Phase::Refused(refusal) => of("refused", Sign::TriangleAlert, crate::words::refusal(refusal)),
        Phase::Broken(_) => of("refused", Sign::TriangleAlert, t("sync-device-full")),
        Phase::Offline { foreign: true, .. } => of("offline", Sign::CloudOff, t("sync-network")),
        Phase::Offline { .. } => of("offline", Sign::CloudOff, offline(state, waiting, now)),
        _ if waiting > 0 => of("waiting", Sign::Clock, t_count("sync-waiting", waiting)),
        Phase::Connecting | Phase::Syncing => of("busy", Sign::RefreshCw, t("sync-busy")),
        Phase::UpToDate => {
            let at = state.last_synced.unwrap_or(now);
            of("good", Sign::Check, t_with("sync-up-to-date", &[("time", time(at).into())]))
        }
    }
}

fn offline(state: &SyncState, waiting: i64, now: Timestamp) -> String {
    let Some(since) = state.last_synced else { return t("sync-first-offline") };
    if is_same_day(since, now) {
        return t_with("sync-offline", &[("time", time(since).into()), ("count", waiting.into())]);
    }
    t_with("sync-offline-long", &[("date", date(since).into()), ("count", waiting.into())])
}
