//! What time brings to a dispute: silence acts, and once the end is sure the money moves.

use super::case::DisputeCase;
use super::command::Command;
use super::model::State;
use super::{machine, steps, subject};
use crate::call::{Call, Due, Stop};
use crate::id::Id;
use crate::refusal::Code;
use crate::store::{Fault, Tx, Value};
use crate::support::model::terms_of;
use crate::time::Timestamp;

/// Disputes in which somebody has been silent for too long, or whose end is sure and whose money has not
/// moved; the longest overdue first.
///
/// # Errors
/// The store's fault.
pub fn due(tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Due<Command>>, Fault> {
    let text = "SELECT id, coalesce(due_at, settles_at) AS at FROM dispute_case
         WHERE due_at <= ? OR (settled_at IS NULL AND settles_at <= ?) ORDER BY at, id LIMIT ?";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.query(text, &[now.into(), now.into(), Value::Int(limit)], |row| {
        let dispute: Id = row.text(0)?.parse().map_err(|_| Fault::Shape("a dispute's id".to_owned()))?;
        let id = Id::named("dispute's time", &format!("{dispute} {}", row.int(1)?));
        Ok(Due { id, command: Command::PassTime { dispute } })
    })
}

/// Writes down what silence has brought by now.
pub(super) fn execute(tx: &mut Tx<'_>, call: &Call<&Command>, case: DisputeCase) -> Result<(), Stop> {
    if case.state == State::Closed {
        return if case.settlement(call.now).is_some() { Ok(()) } else { Err(Code::InvalidState.into()) };
    }
    let calendar = terms_of(tx, case.community, case.hub)?.calendar;
    let moved = machine::settle(&case.standing, &calendar, call.now);
    if moved.transitions.is_empty() {
        return Err(Code::InvalidState.into());
    }
    steps::write(tx, call, case, &moved, None)
}

/// Moves the money once nothing can change the end any more. Where a rule settles.
pub(super) fn move_money(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let case: DisputeCase = tx.get(call.command.dispute())?.ok_or(Code::NotFound)?;
    let Some((resolution, refunded_minor)) = case.settlement(call.now) else { return Ok(()) };
    subject::resolve(tx, call, &case, resolution, refunded_minor)?;
    Ok(tx.put(&DisputeCase { settled_at: Some(call.now), ..case })?)
}
