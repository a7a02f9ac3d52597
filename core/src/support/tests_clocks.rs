//! The clocks of a ticket: stories in opening hours, and a model that counts minute by minute.

use proptest::prelude::*;

use super::clock::{Clock, Promise, Which};
use super::ticket::{Ticket, TicketCommand, TicketOutcome, TicketRole, TicketState, apply, settle};
use crate::calendar::Calendar;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// Monday, 5 January 2026, 00:00 UTC. The default calendar is open from 9 to 17 on Monday to Friday.
const MONDAY: Timestamp = Timestamp(20_458 * DAY_MS);

fn at(day: i64, hour: i64) -> Timestamp {
    MONDAY.plus(day * DAY_MS + hour * HOUR_MS)
}

const PROMISE: Promise = Promise {
    first_answer_ms: Some(4 * HOUR_MS),
    next_answer_ms: Some(8 * HOUR_MS),
    solution_ms: Some(40 * HOUR_MS),
};

fn act(ticket: &Ticket, command: TicketCommand, role: TicketRole, now: Timestamp) -> Ticket {
    match apply(ticket, command, role, &Calendar::default(), now) {
        Ok(TicketOutcome::Moved(ticket)) => ticket,
        other => panic!("{other:?}"),
    }
}

fn due(ticket: &Ticket) -> Vec<(Which, Timestamp)> {
    ticket.clocks.due(&PROMISE, &Calendar::default())
}

#[test]
fn the_clocks_run_from_question_to_answer_to_solution() {
    use {TicketCommand as C, TicketRole as R, Which as W};
    let ticket = Ticket::new(at(0, 15));
    assert_eq!(due(&ticket), [(W::FirstAnswer, at(1, 11)), (W::Solution, at(7, 15))]);
    // A note is no answer.
    let ticket = act(&ticket, C::Note, R::Staff, at(1, 9));
    assert_eq!(due(&ticket).len(), 2);
    let ticket = act(&ticket, C::Reply, R::Staff, at(1, 10));
    assert_eq!(due(&ticket), [(W::Solution, at(7, 15))]);
    // The customer writes twice: the first word counts.
    let ticket = act(&ticket, C::Reply, R::Customer, at(1, 16));
    let ticket = act(&ticket, C::Reply, R::Customer, at(2, 10));
    assert_eq!(due(&ticket), [(W::NextAnswer, at(2, 16)), (W::Solution, at(7, 15))]);
    let ticket = act(&ticket, C::Resolve, R::Staff, at(2, 12));
    assert_eq!(due(&ticket), []);
}

#[test]
fn the_clocks_stand_while_somebody_waits() {
    use {TicketCommand as C, TicketRole as R, Which as W};
    let ticket = act(&Ticket::new(at(0, 9)), C::Reply, R::Staff, at(0, 10));
    let ticket = act(&ticket, C::WaitForCustomer, R::Staff, at(0, 11));
    assert_eq!(due(&ticket), []);
    // Two hours of forty are used; the reply comes a week later.
    let ticket = act(&ticket, C::Reply, R::Customer, at(7, 9));
    assert_eq!(due(&ticket), [(W::NextAnswer, at(7, 17)), (W::Solution, at(11, 15))]);
    // Put off with the answer still owed: it is owed again when the wait ends.
    let ticket = act(&ticket, C::WaitUntil(at(9, 9)), R::Staff, at(7, 12));
    assert_eq!(due(&ticket), []);
    let awake = settle(&ticket, at(9, 12));
    assert_eq!(due(&awake), [(W::NextAnswer, at(9, 14)), (W::Solution, at(15, 12))]);
    // Asked outside opening hours, nothing is used, and still an answer is owed.
    let asked = act(&awake, C::Reply, R::Staff, at(9, 13));
    let asked = act(&asked, C::Reply, R::Customer, at(9, 20));
    let asked = act(&asked, C::WaitUntil(at(10, 10)), R::Staff, at(9, 21));
    assert_eq!(due(&settle(&asked, at(10, 10))).first(), Some(&(W::NextAnswer, at(11, 10))));
}

#[test]
fn a_reopened_ticket_is_never_late_at_once() {
    use {TicketCommand as C, TicketRole as R};
    let calendar = Calendar::default();
    // Nobody answered for two weeks, then it was closed: all clocks were long late.
    let ticket = Ticket::new(at(0, 9));
    assert_eq!(ticket.clocks.late(&PROMISE, &calendar, at(14, 9)).len(), 2);
    for answered in [false, true] {
        let ticket = if answered { act(&ticket, C::Reply, R::Staff, at(14, 9)) } else { ticket };
        let ticket = act(&ticket, C::Close, R::Staff, at(14, 10));
        assert_eq!(ticket.clocks.late(&PROMISE, &calendar, at(20, 9)), []);
        let ticket = act(&ticket, C::Reply, R::Customer, at(21, 9));
        assert_eq!(ticket.state, TicketState::Open);
        assert_eq!(ticket.clocks.late(&PROMISE, &calendar, at(21, 9)), []);
        let first = if answered { (Which::NextAnswer, at(21, 17)) } else { (Which::FirstAnswer, at(21, 13)) };
        assert_eq!(due(&ticket), [first, (Which::Solution, at(25, 17))]);
    }
}

#[test]
fn where_nothing_is_promised_nothing_is_late() {
    let calendar = Calendar::default();
    let nothing = Promise { first_answer_ms: None, next_answer_ms: None, solution_ms: None };
    let ticket = Ticket::new(at(0, 9));
    assert_eq!(ticket.clocks.due(&nothing, &calendar), []);
    let closed = Calendar { hours: std::collections::BTreeMap::new(), ..calendar };
    assert_eq!(ticket.clocks.due(&PROMISE, &closed), []);
    let late = Clock { used_ms: 5 * HOUR_MS, running_since: Some(at(1, 9)) };
    assert_eq!(late.due_at(PROMISE.first_answer_ms, &Calendar::default()), Some(at(1, 9)));
}

/// What a person or time does to a ticket, and how many minutes later.
fn acts() -> impl Strategy<Value = Vec<(i64, u8)>> {
    prop::collection::vec((0_i64..2_000, 0_u8..6), 1..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    /// The model walks minute by minute and adds one to the solution clock when the ticket is neither
    /// waiting nor over and the hub is open; a reopening sets it to nothing.
    #[test]
    fn the_solution_clock_agrees_with_counting_minutes(acts in acts()) {
        let calendar = Calendar::default();
        let mut ticket = Ticket::new(MONDAY);
        let (mut now, mut used) = (MONDAY, 0_i64);
        for (minutes, act) in acts {
            for _ in 0..minutes {
                let state = settle(&ticket, now).state;
                let runs = !state.is_waiting() && !state.is_ended();
                let next = now.plus(MINUTE_MS);
                if runs && calendar.open_ms_between(now, next) > 0 {
                    used += MINUTE_MS;
                }
                now = next;
            }
            let (command, role) = match act {
                0 => (TicketCommand::Reply, TicketRole::Customer),
                1 => (TicketCommand::Reply, TicketRole::Staff),
                2 => (TicketCommand::WaitForCustomer, TicketRole::Staff),
                3 => (TicketCommand::WaitUntil(now.plus(600 * MINUTE_MS)), TicketRole::Staff),
                4 => (TicketCommand::Resolve, TicketRole::Staff),
                _ => (TicketCommand::Note, TicketRole::Staff),
            };
            let was_over = settle(&ticket, now).state.is_ended();
            if let Ok(TicketOutcome::Moved(after)) = apply(&ticket, command, role, &calendar, now) {
                ticket = after;
                if was_over && !ticket.state.is_ended() {
                    used = 0;
                }
            }
            let found = settle(&ticket, now).clocks.solution.used_at(now, &calendar);
            prop_assert_eq!(found, used);
        }
    }
}
