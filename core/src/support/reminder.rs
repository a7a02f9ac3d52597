//! What time brings to a ticket: a wait that is over, a promise that was not kept. Only notices hang on it:
//! the state itself is a function of the clock ([`super::ticket::settle`]).

use super::command::{Command, in_charge, tell_all};
use super::model::{Ticket, terms_of};
use super::ticket::{self, TicketState};
use crate::call::{Call, Due, Stop};
use crate::id::Id;
use crate::notice::model::Kind;
use crate::refusal::Code;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Tickets to which time has brought something that nobody was told yet, the longest overdue first.
///
/// # Errors
/// The store's fault.
pub fn due(tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Due<Command>>, Fault> {
    let text = "SELECT id, due_at FROM ticket WHERE due_at IS NOT NULL AND due_at <= ?
         ORDER BY due_at, id LIMIT ?";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.query(text, &[now.into(), Value::Int(limit)], |row| {
        let ticket: Id = row.text(0)?.parse().map_err(|_| Fault::Shape("a ticket's id".to_owned()))?;
        let id = Id::named("ticket due", &format!("{ticket} {}", row.int(1)?));
        Ok(Due { id, command: Command::Remind { ticket } })
    })
}

/// Writes down what time has brought by `now`.
pub(super) fn execute(tx: &mut Tx<'_>, ticket: Ticket, now: Timestamp) -> Result<(), Stop> {
    if ticket.due_at.is_none_or(|due| due > now) {
        return Err(Code::InvalidState.into());
    }
    let terms = terms_of(tx, ticket.community, ticket.hub)?;
    let standing = ticket::settle(&ticket.standing(), now);
    Ok(tx.put(&Ticket { told_at: now, ..ticket.with(standing) }.with_due(&terms))?)
}

/// Tells who is in charge. The ticket stands as it is after [`execute`].
pub(super) fn settle(tx: &mut Tx<'_>, call: &Call<&Command>, ticket: &Ticket) -> Result<(), Stop> {
    let terms = terms_of(tx, ticket.community, ticket.hub)?;
    let standing = ticket.standing();
    let kind = match standing.state {
        // A solved ticket closes by itself: nobody needs to hear of it.
        TicketState::Resolved | TicketState::Closed => return Ok(()),
        _ if standing.clocks.late(&terms.promise, &terms.calendar, call.now).is_empty() => Kind::TicketDue,
        _ => Kind::TicketLate,
    };
    let whom = in_charge(tx, ticket)?;
    tell_all(tx, call.id, call.now, ticket, kind, &whom, call.actor)
}
