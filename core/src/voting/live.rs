//! What watchers of a poll are told: its count while it runs, and its end.

use super::command::Command;
use super::model::{OptionTally, Poll, PollTally, Status, scopes_of};
use crate::access::{Access, Permission};
use crate::call::{Actor, Call};
use crate::id::Id;
use crate::live::{Change, Event, Kind, OptionCount, Told, Topic};
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// The changes that a call makes known beyond the rows it writes.
#[must_use]
pub fn announce(call: &Call<&Command>) -> Vec<Change> {
    match call.command {
        Command::AnnounceEnd { poll } | Command::PublishResult { poll } => {
            vec![Change::of(Topic::POLL, *poll, Kind::PollClosed)]
        }
        _ => Vec::new(),
    }
}

/// The changes that a written row makes known.
#[must_use]
pub fn announce_row(table: &str, id: Id) -> Vec<Change> {
    match table {
        "poll_tally" => vec![Change::of(Topic::POLL, id, Kind::VoteUpdated)],
        _ => Vec::new(),
    }
}

/// What a change of a poll is told as; nothing while the count is not shown, or the poll not over.
///
/// # Errors
/// The store's fault.
pub fn tell(tx: &mut Tx<'_>, change: &Change, now: Timestamp) -> Result<Option<Told>, Fault> {
    let Some(poll) = tx.get::<Poll>(change.about)? else { return Ok(None) };
    let scope = poll.tally_scopes().into_iter().next();
    let tally: Option<PollTally> = tx.get(poll.id)?;
    let event = match change.kind {
        Kind::VoteUpdated => {
            let (Some(tally), true) = (tally, scope.is_some()) else { return Ok(None) };
            let options = tx.select::<OptionTally>("poll = ? ORDER BY id", &[Value::from(poll.id)])?;
            let count =
                |OptionTally { id: option, ballots, score, .. }| OptionCount { option, ballots, score };
            Event::VoteUpdated {
                poll: poll.id,
                content_item_id: poll.item,
                new_total: tally.cast_count,
                blank: tally.blank_count,
                electorate: tally.electorate,
                version: tally.version,
                as_of: tally.as_of,
                options: options.into_iter().map(count).collect(),
            }
        }
        Kind::PollClosed if is_over(&poll, now) => Event::PollClosed {
            poll: poll.id,
            content_item_id: poll.item,
            final_total: scope.is_some().then(|| tally.map_or(0, |tally| tally.cast_count)),
            closed_at: poll.final_at(),
        },
        _ => return Ok(None),
    };
    Ok(Some(Told { event, scope }))
}

fn is_over(poll: &Poll, now: Timestamp) -> bool {
    match poll.status {
        Status::Published => true,
        Status::Scheduled => poll.final_at() <= now,
        Status::Draft | Status::Cancelled => false,
    }
}

/// What somebody is told who begins to watch a poll; nothing when they may not. Where the count is shown after
/// voting, only those may watch whose vote stands.
///
/// # Errors
/// The store's fault.
pub fn watch(tx: &mut Tx<'_>, user: Id, poll: Id) -> Result<Option<Vec<Change>>, Fault> {
    let access = Access::load(tx, Actor::Person(user))?;
    let Some(poll) = access.find::<Poll>(tx, poll)? else { return Ok(None) };
    if access.require(Permission::WatchCounts, poll.community, poll.hub).is_err() {
        return Ok(None);
    }
    let scopes = poll.tally_scopes();
    let voted = scopes_of(tx, user)?;
    let is_shown = scopes.iter().any(|scope| access.scopes().contains(scope) || voted.contains(scope));
    if !is_shown && !scopes.is_empty() {
        return Ok(None);
    }
    let of = |kind| Change::of(Topic::POLL, poll.id, kind);
    Ok(Some(vec![of(Kind::VoteUpdated), of(Kind::PollClosed)]))
}

/// The topic of the newest poll about an item that a person may watch.
///
/// # Errors
/// The store's fault.
pub fn poll_of(tx: &mut Tx<'_>, user: Id, item: Id) -> Result<Option<Topic>, Fault> {
    let polls = tx.select::<Poll>("item = ? ORDER BY created_at DESC, id", &[Value::from(item)])?;
    for poll in polls {
        if watch(tx, user, poll.id)?.is_some() {
            return Ok(Some(Topic::of(Topic::POLL, poll.id)));
        }
    }
    Ok(None)
}
