//! Every (state, command, role) of a ticket, against a table written by hand.

use super::ticket::{
    REOPEN_MS, Ticket, TicketCommand, TicketOutcome, TicketRefusal, TicketRole, TicketState, WAIT_MS_MAX,
    apply, settle,
};
use crate::calendar::Calendar;
use crate::time::{DAY_MS, Timestamp};

/// When the tickets of these tests are acted on.
const NOW: Timestamp = Timestamp(100 * DAY_MS);
const UNTIL: Timestamp = Timestamp(101 * DAY_MS);
const LATER: Timestamp = Timestamp(102 * DAY_MS);

const STATES: &[TicketState] = &[
    TicketState::New,
    TicketState::Open,
    TicketState::WaitingForCustomer,
    TicketState::WaitingUntil(UNTIL),
    TicketState::Resolved,
    TicketState::Closed,
];

const COMMANDS: &[TicketCommand] = &[
    TicketCommand::Reply,
    TicketCommand::Note,
    TicketCommand::Assign,
    TicketCommand::WaitForCustomer,
    TicketCommand::WaitUntil(LATER),
    TicketCommand::Resolve,
    TicketCommand::Close,
];

/// The state after each command, in the order of [`COMMANDS`]: New, Open, Customer's turn, Until, Later,
/// Resolved, X closed; `!` is forbidden to the role, `.` does not fit the state.
const STAFF: &[&str] = &[
    "ONNCLRX", // new
    "OOOCLRX", // open
    "CCCCLRX", // waiting for the customer
    "UUUCLRX", // waiting until
    ".R....X", // resolved
    ".X.....", // closed
];
const CUSTOMER: &[&str] = &[
    "N!!!!R!", // new
    "O!!!!R!", // open
    "O!!!!R!", // waiting for the customer
    "O!!!!R!", // waiting until
    "O!!!!.!", // resolved
    "O!!!!.!", // closed
];

fn letter(state: TicketState) -> char {
    match state {
        TicketState::New => 'N',
        TicketState::Open => 'O',
        TicketState::WaitingForCustomer => 'C',
        TicketState::WaitingUntil(LATER) => 'L',
        TicketState::WaitingUntil(_) => 'U',
        TicketState::Resolved => 'R',
        TicketState::Closed => 'X',
    }
}

/// A ticket in this state, over since a day if it is over.
fn ticket(state: TicketState) -> Ticket {
    let ended_at = state.is_ended().then(|| NOW.plus(-DAY_MS));
    Ticket { state, ended_at, ..Ticket::new(Timestamp(90 * DAY_MS)) }
}

#[test]
fn a_ticket_moves_only_along_its_table() {
    let calendar = Calendar::default();
    let mut count = 0;
    for &role in TicketRole::ALL {
        for (row, &state) in STATES.iter().enumerate() {
            for (column, &command) in COMMANDS.iter().enumerate() {
                count += 1;
                let expected = match role {
                    TicketRole::Staff => STAFF[row].chars().nth(column).unwrap(),
                    TicketRole::Customer => CUSTOMER[row].chars().nth(column).unwrap(),
                    TicketRole::Bystander => '!',
                };
                let before = ticket(state);
                let found = match apply(&before, command, role, &calendar, NOW) {
                    Ok(TicketOutcome::Moved(after)) => {
                        assert_eq!(after.state.is_ended(), after.ended_at.is_some());
                        letter(after.state)
                    }
                    Ok(TicketOutcome::NewLinked(_)) => '+',
                    Err(TicketRefusal::ForbiddenRole) => '!',
                    Err(TicketRefusal::InvalidState { state: found }) => {
                        assert_eq!(found, state);
                        '.'
                    }
                    Err(TicketRefusal::WaitOutOfRange) => '?',
                };
                assert_eq!(found, expected, "{state:?} {command:?} {role:?}");
            }
        }
    }
    assert_eq!(count, 3 * 6 * 7);
}

#[test]
fn a_reply_reopens_for_fourteen_days_and_then_starts_a_new_ticket() {
    let calendar = Calendar::default();
    for state in [TicketState::Resolved, TicketState::Closed] {
        let over = ticket(state);
        let end = over.ended_at.unwrap().plus(REOPEN_MS);
        let reply = |at| apply(&over, TicketCommand::Reply, TicketRole::Customer, &calendar, at).unwrap();
        let TicketOutcome::Moved(again) = reply(end.plus(-1)) else { panic!("not reopened") };
        assert_eq!((again.state, again.ended_at), (TicketState::Open, None));
        let TicketOutcome::NewLinked(old) = reply(end) else { panic!("reopened") };
        assert_eq!((old.state, old.ended_at), (TicketState::Closed, over.ended_at));
    }
    let solved = ticket(TicketState::Resolved);
    let end = solved.ended_at.unwrap().plus(REOPEN_MS);
    assert_eq!(settle(&solved, end.plus(-1)), solved);
    assert_eq!(settle(&solved, end).state, TicketState::Closed);
    assert_eq!(settle(&settle(&solved, end), end), settle(&solved, end));
}

#[test]
fn a_wait_ends_by_itself_and_is_not_endless() {
    let calendar = Calendar::default();
    let waiting = ticket(TicketState::WaitingUntil(UNTIL));
    assert_eq!(settle(&waiting, UNTIL.plus(-1)), waiting);
    assert_eq!(settle(&waiting, UNTIL).state, TicketState::Open);
    let put_off = |until| {
        let command = TicketCommand::WaitUntil(until);
        apply(&ticket(TicketState::Open), command, TicketRole::Staff, &calendar, NOW)
    };
    assert!(put_off(NOW.plus(1)).is_ok());
    assert!(put_off(NOW.plus(WAIT_MS_MAX)).is_ok());
    assert_eq!(put_off(NOW), Err(TicketRefusal::WaitOutOfRange));
    assert_eq!(put_off(NOW.plus(WAIT_MS_MAX + 1)), Err(TicketRefusal::WaitOutOfRange));
}
