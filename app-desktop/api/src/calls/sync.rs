//! The sync line, what waits to be sent, and what was not accepted.

use hubbub_core::client::{Entry, Phase, State, SyncState};
use hubbub_core::time::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::{Done, One};
use crate::problem::{FieldIssue, RemedyButton, fields, remedies};
use crate::say::Say;
use crate::{Desktop, Problem, Ref, heading};

/// The one line that is always in sight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncLine {
    /// What kind of news it is; the line is read out when this changes.
    pub kind: SyncKind,
    /// The line.
    pub text: String,
    /// Changes that the server has not decided.
    pub waiting: u64,
    /// Refusals that the person has not cleared.
    pub refused: u64,
    /// Changes of the first fetch that have come.
    pub done: u64,
    /// Changes of the first fetch in all.
    pub total: u64,
}

/// What the line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncKind {
    /// Everything is said.
    UpToDate,
    /// Talking.
    Busy,
    /// The first fetch.
    First,
    /// Changes wait while there is a connection.
    Waiting,
    /// No connection.
    Offline,
    /// A change was refused.
    Refused,
    /// The person has to do something: sign in, update, free space.
    Attention,
}

/// A change that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Waiting {
    /// The call.
    pub id: Ref,
    /// What it is.
    pub title: String,
    /// When the person did it.
    pub at: String,
    /// Where it stands, in words.
    pub state: String,
    /// Its size, in words.
    pub size: String,
    /// A refusal that the device expects.
    pub warning: Option<String>,
    /// Whether it can still be given up.
    pub can_discard: bool,
}

/// A change that was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Refused {
    /// The call.
    pub id: Ref,
    /// What it was.
    pub title: String,
    /// When the person did it.
    pub at: String,
    /// When the server decided.
    pub decided_at: String,
    /// The refusal's code.
    pub code: String,
    /// Why not.
    pub reason: String,
    /// The fields that are wrong.
    pub fields: Vec<FieldIssue>,
    /// What can be done, the best first.
    pub remedies: Vec<RemedyButton>,
    /// Where the thing stands: the screen's word.
    pub screen: Option<String>,
    /// The thing.
    pub thing: Option<Ref>,
}

/// The sync line.
pub(super) fn sync_line(desktop: &Desktop, (): ()) -> Result<SyncLine, Problem> {
    let state = desktop.client.sync_state().map_err(|failed| desktop.failed(&failed))?;
    let now = desktop.now()?;
    let (kind, text) = words(&state, now, &desktop.say());
    Ok(SyncLine {
        kind,
        text,
        waiting: state.waiting,
        refused: state.refused,
        done: state.progress.done,
        total: state.progress.total,
    })
}

fn words(state: &SyncState, now: Timestamp, say: &Say) -> (SyncKind, String) {
    let first = state.progress.done < state.progress.total;
    match &state.phase {
        Phase::Broken(_) => (SyncKind::Attention, say.text("sync-device-full")),
        Phase::UpdateNeeded => (SyncKind::Attention, say.text("sync-update-needed")),
        Phase::Refused(_) | Phase::SignedOut => (SyncKind::Attention, say.text("sync-sign-in-needed")),
        Phase::Offline { foreign: true, .. } => (SyncKind::Attention, say.text("sync-network")),
        _ if state.refused > 0 => (SyncKind::Refused, say.count("sync-refused", state.refused)),
        Phase::Offline { .. } => (SyncKind::Offline, offline(state, now, say)),
        _ if first => {
            let figure = |value: u64| i64::try_from(value).unwrap_or(i64::MAX).into();
            let args = [("done", figure(state.progress.done)), ("total", figure(state.progress.total))];
            (SyncKind::First, say.with("sync-first", &args))
        }
        _ if state.waiting > 0 => (SyncKind::Waiting, say.count("sync-waiting", state.waiting)),
        Phase::UpToDate => {
            let time = say.time(state.last_synced.unwrap_or(now));
            (SyncKind::UpToDate, say.with("sync-up-to-date", &[("time", time.into())]))
        }
        Phase::Connecting | Phase::Syncing => (SyncKind::Busy, say.text("sync-busy")),
    }
}

fn offline(state: &SyncState, now: Timestamp, say: &Say) -> String {
    let Some(last) = state.last_synced else { return say.text("sync-first-offline") };
    let count = i64::try_from(state.waiting).unwrap_or(i64::MAX).into();
    if say.is_same_day(last, now) {
        say.with("sync-offline", &[("count", count), ("time", say.time(last).into())])
    } else {
        say.with("sync-offline-long", &[("count", count), ("date", say.date(last).into())])
    }
}

/// Tries to reach the server now.
pub(super) fn sync_now(desktop: &Desktop, (): ()) -> Result<(), Problem> {
    desktop.client.sync_now();
    Ok(())
}

/// What waits, in order.
pub(super) fn outbox(desktop: &Desktop, (): ()) -> Result<Vec<Waiting>, Problem> {
    let entries = desktop.client.outbox().map_err(|failed| desktop.failed(&failed))?;
    let state = desktop.client.sync_state().map_err(|failed| desktop.failed(&failed))?;
    let say = desktop.say();
    let wanted = |entry: &&Entry| matches!(entry.state, State::Waiting | State::Unknown);
    let entries: Vec<&Entry> = entries.iter().filter(wanted).collect();
    desktop.view(|tx, viewer| {
        let mut lines = Vec::new();
        for entry in &entries {
            let (title, _) = heading::of(tx, viewer, &say, &entry.call.command)?;
            let key = match (entry.state, &state.phase) {
                (State::Unknown, _) => "change-kept",
                (_, Phase::Syncing | Phase::UpToDate) => "change-sending",
                _ => "change-saved",
            };
            let warning = entry.predicted.as_ref().map(|refusal| say.refusal(refusal));
            lines.push(Waiting {
                id: entry.call.id.into(),
                title,
                at: say.date_time(entry.call.at),
                state: say.text(key),
                size: size(entry.call.command.len(), &say),
                warning: warning.map(|reason| say.with("change-predicted", &[("reason", reason.into())])),
                can_discard: entry.state == State::Waiting,
            });
        }
        Ok(lines)
    })
}

/// Whole kilobytes, at least one.
fn size(bytes: usize, say: &Say) -> String {
    say.count("unit-kilobytes", u64::try_from(bytes.div_ceil(1_024).max(1)).unwrap_or(u64::MAX))
}

/// Gives up a change that waits; whether there was one.
pub(super) fn discard(desktop: &Desktop, One { id }: One) -> Result<bool, Problem> {
    desktop.client.discard(id.into()).map_err(|failed| desktop.failed(&failed))
}

/// What was not accepted, the latest first.
pub(super) fn refused(desktop: &Desktop, (): ()) -> Result<Vec<Refused>, Problem> {
    let refused = desktop.client.refused().map_err(|failed| desktop.failed(&failed))?;
    let say = desktop.say();
    desktop.view(|tx, viewer| {
        let mut lines = Vec::new();
        for it in refused.iter().rev() {
            let (title, thing) = heading::of(tx, viewer, &say, &it.command)?;
            let (screen, thing) = thing.unzip();
            lines.push(Refused {
                id: it.id.into(),
                title,
                at: say.date_time(it.at),
                decided_at: say.date_time(it.decided_at),
                code: it.refusal.code.wire().to_owned(),
                reason: say.refusal(&it.refusal),
                fields: fields(&it.refusal.details, say.locale),
                remedies: remedies(&it.refusal, say.locale),
                screen,
                thing: thing.map(Ref),
            });
        }
        Ok(lines)
    })
}

/// Tries a refused change once more.
pub(super) fn retry(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    let sent = desktop.client.retry(id.into()).map_err(|failed| desktop.failed(&failed))?;
    desktop.done(sent)
}

/// Takes a refusal out of the inbox; whether it was there.
pub(super) fn clear(desktop: &Desktop, One { id }: One) -> Result<bool, Problem> {
    desktop.client.clear(id.into()).map_err(|failed| desktop.failed(&failed))
}

/// The waiting changes as text, to be kept elsewhere: one command a line, JSON.
pub(super) fn export_outbox(desktop: &Desktop, (): ()) -> Result<String, Problem> {
    let entries = desktop.client.outbox().map_err(|failed| desktop.failed(&failed))?;
    let waiting = entries.iter().filter(|entry| matches!(entry.state, State::Waiting | State::Unknown));
    Ok(waiting.map(|entry| format!("{}\n", entry.call.command)).collect())
}
