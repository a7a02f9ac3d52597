//! The states of a ticket, who may move it, and what each move does to its clocks.
//!
//! What time alone does (the end of a wait, the closing of a solved ticket) is derived from the server's
//! time before anything else happens: see [`settle`]. A job only sends the notices.

use serde::{Deserialize, Serialize};

use super::clock::{Clock, Clocks};
use crate::calendar::Calendar;
use crate::time::{DAY_MS, Timestamp};

/// How long after the solution a reply reopens a ticket; later it starts a new one, linked to the old.
/// A solved ticket closes by itself then.
pub const REOPEN_MS: i64 = 14 * DAY_MS;
/// The furthest that a ticket may be put off.
pub const WAIT_MS_MAX: i64 = 366 * DAY_MS;
/// The longest subject, in characters.
pub const SUBJECT_CHARS_MAX: usize = 200;
/// The longest text of a ticket, a reply or a note, in characters.
pub const TEXT_CHARS_MAX: usize = 20_000;
/// The most attachments of one message.
pub const ATTACHMENTS_MAX: usize = 10;

/// Where a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// Nobody has answered yet.
    New,
    /// The hub works on it.
    Open,
    /// The customer is asked something.
    WaitingForCustomer,
    /// Nothing can be done before this time.
    WaitingUntil(Timestamp),
    /// The hub believes that it is solved.
    Resolved,
    /// It is over.
    Closed,
}

impl TicketState {
    /// Whether the hub waits: its clocks stand.
    #[must_use]
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::WaitingForCustomer | Self::WaitingUntil(_))
    }

    /// Whether it is solved or over.
    #[must_use]
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Resolved | Self::Closed)
    }
}

/// What is done to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketCommand {
    /// Write to the other side.
    Reply,
    /// Write something that only the hub sees.
    Note,
    /// Give it to somebody of the hub.
    Assign,
    /// Wait for the customer's word.
    WaitForCustomer,
    /// Put it off.
    WaitUntil(Timestamp),
    /// Say that it is solved.
    Resolve,
    /// End it for good.
    Close,
}

/// In what capacity somebody acts on this one ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketRole {
    /// Who wrote it.
    Customer,
    /// Who runs the hub, or the community.
    Staff,
    /// Anybody else.
    Bystander,
}

impl TicketRole {
    /// Every role.
    pub const ALL: &'static [Self] = &[Self::Customer, Self::Staff, Self::Bystander];
}

/// A ticket as the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Where it is.
    pub state: TicketState,
    /// When it was solved or closed last; absent while it is not.
    pub ended_at: Option<Timestamp>,
    /// Whether the hub has answered at all.
    pub answered: bool,
    /// Whether the customer's last word has no answer yet.
    pub owed: bool,
    /// Its clocks, as of the last act: look at them through [`settle`].
    pub clocks: Clocks,
}

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketOutcome {
    /// The ticket as it is now.
    Moved(Ticket),
    /// It has been over for too long: the reply starts a new ticket, linked to this one, which stays.
    NewLinked(Ticket),
}

/// Why a command is refused. Nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TicketRefusal {
    /// The role never does this.
    #[error("forbidden_role")]
    ForbiddenRole,
    /// The ticket is in no state for this.
    #[error("invalid_state")]
    InvalidState {
        /// The state it is in.
        state: TicketState,
    },
    /// A wait ends later than now, and within [`WAIT_MS_MAX`].
    #[error("wait_out_of_range")]
    WaitOutOfRange,
}

impl Ticket {
    /// A ticket that reached the server at `at`.
    #[must_use]
    pub const fn new(at: Timestamp) -> Self {
        let clocks = Clocks::start(at);
        Self { state: TicketState::New, ended_at: None, answered: false, owed: true, clocks }
    }
}

/// The ticket as it stands at `now`: a wait that is over is over, and a solved ticket closes after
/// [`REOPEN_MS`].
#[must_use]
pub fn settle(ticket: &Ticket, now: Timestamp) -> Ticket {
    match (ticket.state, ticket.ended_at) {
        (TicketState::WaitingUntil(until), _) if until <= now => {
            Ticket { state: TicketState::Open, clocks: resumed(ticket, until), ..*ticket }
        }
        (TicketState::Resolved, Some(ended_at)) if now >= ended_at.plus(REOPEN_MS) => {
            Ticket { state: TicketState::Closed, ..*ticket }
        }
        _ => *ticket,
    }
}

/// What `command` of somebody in `role`, received at `now`, does to a ticket.
///
/// # Errors
/// The first [`TicketRefusal`] found: role, then state, then the wait.
pub fn apply(
    ticket: &Ticket,
    command: TicketCommand,
    role: TicketRole,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<TicketOutcome, TicketRefusal> {
    if !may(role, command) {
        return Err(TicketRefusal::ForbiddenRole);
    }
    let ticket = settle(ticket, now);
    if !fits(ticket.state, command, role) {
        return Err(TicketRefusal::InvalidState { state: ticket.state });
    }
    let moved = match command {
        TicketCommand::Reply if role == TicketRole::Customer => {
            return Ok(customer_replied(&ticket, now));
        }
        TicketCommand::Reply => answered(&ticket, calendar, now),
        TicketCommand::Note | TicketCommand::Assign => ticket,
        TicketCommand::WaitForCustomer => waiting(&ticket, TicketState::WaitingForCustomer, calendar, now),
        TicketCommand::WaitUntil(until) => {
            if until <= now || until.since(now) > WAIT_MS_MAX {
                return Err(TicketRefusal::WaitOutOfRange);
            }
            waiting(&ticket, TicketState::WaitingUntil(until), calendar, now)
        }
        TicketCommand::Resolve => ended(&ticket, TicketState::Resolved, calendar, now),
        TicketCommand::Close => ended(&ticket, TicketState::Closed, calendar, now),
    };
    Ok(TicketOutcome::Moved(moved))
}

/// Whether the role ever gives the command. A customer writes, and may say that it is solved.
pub(super) const fn may(role: TicketRole, command: TicketCommand) -> bool {
    match role {
        TicketRole::Customer => matches!(command, TicketCommand::Reply | TicketCommand::Resolve),
        TicketRole::Staff => true,
        TicketRole::Bystander => false,
    }
}

/// Whether the command fits the state. A ticket that is over only takes notes, and the customer's replies.
const fn fits(state: TicketState, command: TicketCommand, role: TicketRole) -> bool {
    use {TicketCommand as C, TicketState as S};
    match (state, command) {
        (_, C::Note) => true,
        (S::Resolved | S::Closed, C::Reply) => matches!(role, TicketRole::Customer),
        (S::Resolved, C::Close) => true,
        (S::Resolved | S::Closed, _) => false,
        _ => true,
    }
}

/// The customer's word ends every wait. A ticket that was over begins anew: its clocks restart at the
/// reply, so that it can't be late at once.
fn customer_replied(ticket: &Ticket, now: Timestamp) -> TicketOutcome {
    let anew = Clock::restarted(now);
    let Some(ended_at) = ticket.ended_at.filter(|_| ticket.state.is_ended()) else {
        let mut clocks = if ticket.state.is_waiting() { resumed(ticket, now) } else { ticket.clocks };
        // The customer waits from the first word that has no answer.
        if ticket.answered && !ticket.owed {
            clocks.next_answer = anew;
        }
        let state = if ticket.state == TicketState::New { TicketState::New } else { TicketState::Open };
        return TicketOutcome::Moved(Ticket { state, owed: true, clocks, ..*ticket });
    };
    if now >= ended_at.plus(REOPEN_MS) {
        return TicketOutcome::NewLinked(*ticket);
    }
    let clocks = if ticket.answered {
        Clocks { next_answer: anew, solution: anew, ..ticket.clocks }
    } else {
        Clocks { first_answer: anew, solution: anew, ..ticket.clocks }
    };
    let state = TicketState::Open;
    TicketOutcome::Moved(Ticket { state, ended_at: None, owed: true, clocks, ..*ticket })
}

/// An answer stops the clocks of answers for good or until the customer's next word. It ends no wait.
fn answered(ticket: &Ticket, calendar: &Calendar, now: Timestamp) -> Ticket {
    let state = if ticket.state == TicketState::New { TicketState::Open } else { ticket.state };
    let clocks = Clocks {
        first_answer: ticket.clocks.first_answer.stopped(now, calendar),
        next_answer: Clock::default(),
        ..ticket.clocks
    };
    Ticket { state, answered: true, owed: false, clocks, ..*ticket }
}

fn waiting(ticket: &Ticket, state: TicketState, calendar: &Calendar, now: Timestamp) -> Ticket {
    Ticket { state, clocks: ticket.clocks.stopped(now, calendar), ..*ticket }
}

fn ended(ticket: &Ticket, state: TicketState, calendar: &Calendar, now: Timestamp) -> Ticket {
    let clocks = ticket.clocks.stopped(now, calendar);
    Ticket { state, ended_at: ticket.ended_at.or(Some(now)), clocks, ..*ticket }
}

/// The clocks after a wait: those that an answer had ended stay so.
fn resumed(ticket: &Ticket, at: Timestamp) -> Clocks {
    let mut clocks = ticket.clocks;
    clocks.solution = clocks.solution.resumed(at);
    match (ticket.owed, ticket.answered) {
        (true, false) => clocks.first_answer = clocks.first_answer.resumed(at),
        (true, true) => clocks.next_answer = clocks.next_answer.resumed(at),
        (false, _) => {}
    }
    clocks
}
