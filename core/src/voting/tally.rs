//! The running count, kept by the server: each accepted vote moves it by the difference of two
//! versions of one ballot, whatever the number of ballots.

use super::command::ImportedBallot;
use super::count::{Delta, delta};
use super::model::{Ballot, BallotRevision, OptionTally, Poll, PollTally};
use crate::call::Stop;
use crate::id::Id;
use crate::planted::{Bug, is_on};
use crate::refusal::Code;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Counts the version of a ballot that `execute` has just written.
pub(super) fn settle_vote(tx: &mut Tx<'_>, poll: Id, voter: Id, now: Timestamp) -> Result<(), Stop> {
    let poll: Poll = tx.get(poll)?.ok_or(Code::NotFound)?;
    let ballot: Ballot = tx.get(Ballot::id_of(poll.id, voter))?.ok_or(Code::NotFound)?;
    let before = BallotRevision::id_of(ballot.id, ballot.revision.saturating_sub(1));
    let before: Option<BallotRevision> = tx.get(before)?;
    let before = before.filter(|_| !is_on(Bug::ChangeCountedTwice));
    let after = ballot.counted().or(is_on(Bug::WithdrawnCounted).then_some(ballot.selections.as_slice()));
    let change = delta(&poll.method, before.as_ref().and_then(BallotRevision::counted), after);
    Ok(add(tx, poll, &change, 1, now)?)
}

/// Writes and counts imported ballots, all in one change of the count.
pub(super) fn settle_import(
    tx: &mut Tx<'_>,
    poll: Id,
    ballots: &[ImportedBallot],
    now: Timestamp,
) -> Result<(), Stop> {
    let poll: Poll = tx.get(poll)?.ok_or(Code::NotFound)?;
    let mut change = Delta::default();
    for imported in ballots {
        change.add(&import(tx, &poll, imported)?);
    }
    let versions = i64::try_from(ballots.len()).unwrap_or(i64::MAX);
    Ok(add(tx, poll, &change, versions, now)?)
}

/// Writes one ballot; what it does to the count. One that is older than the ballot that stands goes
/// into the history only.
fn import(tx: &mut Tx<'_>, poll: &Poll, imported: &ImportedBallot) -> Result<Delta, Fault> {
    let id = Ballot::id_of(poll.id, imported.voter);
    let standing: Option<Ballot> = tx.get(id)?;
    let arrived = Ballot {
        id,
        poll: poll.id,
        voter: imported.voter,
        selections: imported.selections.clone(),
        revision: standing.as_ref().map_or(0, |ballot| ballot.revision).saturating_add(1),
        cast_at: imported.at,
        withdrawn: false,
    };
    tx.put(&arrived.version())?;
    match standing {
        Some(standing) if standing.cast_at > arrived.cast_at => {
            tx.put(&Ballot { revision: arrived.revision, ..standing })?;
            Ok(Delta::default())
        }
        standing => {
            tx.put(&arrived)?;
            Ok(delta(&poll.method, standing.as_ref().and_then(Ballot::counted), arrived.counted()))
        }
    }
}

fn add(tx: &mut Tx<'_>, poll: Poll, change: &Delta, versions: i64, now: Timestamp) -> Result<(), Fault> {
    let before: Option<PollTally> = tx.get(poll.id)?;
    let before = match before {
        Some(before) => before,
        None => PollTally {
            id: poll.id,
            version: 0,
            cast_count: 0,
            blank_count: 0,
            electorate: electorate(tx, &poll, now)?,
            as_of: now,
        },
    };
    tx.put(&PollTally {
        version: before.version.saturating_add(versions),
        cast_count: before.cast_count.saturating_add(change.cast),
        blank_count: before.blank_count.saturating_add(change.blank),
        as_of: before.as_of.max(now),
        ..before
    })?;
    for (option, (ballots, score)) in &change.options {
        let empty = OptionTally { id: *option, poll: poll.id, ballots: 0, score: 0 };
        let before: OptionTally = tx.get(*option)?.unwrap_or(empty);
        tx.put(&OptionTally {
            ballots: before.ballots.saturating_add(*ballots),
            score: before.score.saturating_add(*score),
            ..before
        })?;
    }
    if poll.frozen { Ok(()) } else { tx.put(&Poll { frozen: true, ..poll }) }
}

/// How many could vote: those who belonged when the poll opened, or, where later joiners vote too, at
/// any time up to `now` or its close. The same rule as [`Poll::is_electorate`] for one member, but that
/// who has left since still counts.
pub(super) fn electorate(tx: &mut Tx<'_>, poll: &Poll, now: Timestamp) -> Result<i64, Fault> {
    let until = if poll.later_joiners { now.min(poll.closes_at) } else { poll.opens_at };
    let mut text = "SELECT count(*) FROM member WHERE community = ? AND joined_at <= ?
        AND (left_at IS NULL OR left_at > ?)"
        .to_owned();
    let mut params = vec![Value::from(poll.community), Value::from(until), Value::from(poll.opens_at)];
    if let Some(hub) = poll.hub {
        text.push_str(" AND hub = ? AND hub_since <= ?");
        params.extend([Value::from(hub), Value::from(until)]);
    }
    let counts = tx.query(&text, &params, |row| row.int(0))?;
    Ok(counts.first().copied().unwrap_or_default())
}
