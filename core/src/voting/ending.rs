//! The end of a poll: nothing but news of it hangs on it, since open and closed are functions of the clock.

use super::command::Command;
use super::model::{Poll, Status};
use crate::call::{Due, Stop};
use crate::id::Id;
use crate::notice::model::{Kind, Telling, tell};
use crate::refusal::{Code, Param};
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Polls that have ended and whose end was not told yet, the earliest end first.
///
/// # Errors
/// The store's fault.
pub fn due(tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Due<Command>>, Fault> {
    let text = "SELECT p.id, p.closes_at + p.grace_ms FROM poll p LEFT JOIN poll_ended e ON e.poll_id = p.id
         WHERE p.status = 'scheduled' AND p.closes_at + p.grace_ms <= ?
         AND (e.final_at IS NULL OR e.final_at < p.closes_at + p.grace_ms)
         ORDER BY p.closes_at + p.grace_ms, p.id LIMIT ?";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.query(text, &[now.into(), Value::Int(limit)], |row| {
        let poll: Id = row.text(0)?.parse().map_err(|_| Fault::Shape("a poll's id".to_owned()))?;
        let id = Id::named("poll ended", &format!("{poll} {}", row.int(1)?));
        Ok(Due { id, command: Command::AnnounceEnd { poll } })
    })
}

pub(super) fn may_announce(poll: &Poll, now: Timestamp) -> Result<(), Stop> {
    if poll.status == Status::Scheduled && poll.final_at() <= now {
        Ok(())
    } else {
        Err(Code::InvalidState.into())
    }
}

pub(super) fn settle(tx: &mut Tx<'_>, call: Id, poll: Id, now: Timestamp) -> Result<(), Stop> {
    let poll: Poll = tx.get(poll)?.ok_or(Code::NotFound)?;
    tx.execute(
        "INSERT INTO poll_ended (poll_id, final_at) VALUES (?, ?)
         ON CONFLICT (poll_id) DO UPDATE SET final_at = excluded.final_at",
        &[poll.id.into(), poll.final_at().into()],
    )?;
    if let Some(author) = poll.author {
        let telling = Telling::new(author, poll.community, Kind::PollEnded, poll.id);
        tell(tx, call, now, telling.with("title", Param::Words(poll.title)))?;
    }
    Ok(())
}
