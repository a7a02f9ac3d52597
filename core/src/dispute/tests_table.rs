//! Every (state, command, actor) of a dispute, against a table written by hand.

use super::machine::{Call, DisputeRefusal, Ties, apply};
use super::model::{Actor, Closing, Command, Dispute, Ending, Offer, Reason, State, Verdict};
use crate::calendar::Calendar;
use crate::id::Id;
use crate::money::{Currency, Money};
use crate::ordering::sale::Resolution;
use crate::time::{DAY_MS, Timestamp};

/// Monday, 5 January 2026, at noon.
pub(super) const NOON: Timestamp = Timestamp(20_458 * DAY_MS + DAY_MS / 2);

pub(super) fn person(number: u64) -> Id {
    Id::named("person", &number.to_string())
}

pub(super) fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::new("EUR").unwrap())
}

/// Sent by somebody who may do everything: nothing but state and side can stand in the way.
pub(super) fn call(command: Command, actor: Actor, at: Timestamp) -> Call {
    let ties = Ties::default();
    Call { command, actor, person: person(9), at, stepped_up: true, evidence: 1, new_evidence: 1, ties }
}

pub(super) fn part() -> Offer {
    Offer::Partial { refund: euros(400) }
}

fn commands() -> [Command; 16] {
    [
        Command::Submit,
        Command::OfferFull,
        Command::Offer(part()),
        Command::Accept,
        Command::TurnDown,
        Command::RejectClaim,
        Command::Escalate,
        Command::Withdraw,
        Command::AddEvidence,
        Command::TakeUp,
        Command::StepBack,
        Command::Decide(Verdict::Refund),
        Command::Decide(Verdict::Release),
        Command::Appeal,
        Command::Reopen,
        Command::TimeUp,
    ]
}

/// A dispute in a state, as closed by a mediator's decision or by the buyer's silence.
fn dispute(state: State, ending: Ending) -> Dispute {
    let calendar = Calendar::default();
    let draft = Dispute::draft(Reason::Damaged, euros(1_000), NOON, &calendar);
    let resolution = Some(Resolution::Release);
    let from = if ending == Ending::Decided { State::EvidenceReview } else { State::ClaimRejected };
    let closing = Closing { ending, resolution, refund: None, at: NOON, from };
    let review = matches!(state, State::OfferReview | State::CounterReview);
    let due_at = (state != State::Closed).then(|| NOON.plus(DAY_MS));
    Dispute {
        state,
        due_at,
        offer: review.then(part),
        mediation_at: state.is_mediation().then_some(NOON),
        mediator: (state == State::EvidenceReview).then(|| person(9)),
        closing: (state == State::Closed).then_some(closing),
        ..draft
    }
}

/// A line per state, a column per command in the order of [`commands`]. Upper case is the next state:
/// Open, offer Review, counter (T), rejected (N), Queue, Evidence review, closed (X), Same as before; the
/// actor is in the second table. A full stop: no such step.
const NEXT: &[&str] = &[
    "O......XS......X", // draft
    ".XR..N.XS......Q", // open
    ".XTXQ..XS......X", // offer review
    ".XRXQ..XS......Q", // counter review
    ".X....QXS......X", // claim rejected
    ".X.....XSE.....X", // mediation queue
    ".X.....XS.QXX..Q", // evidence review
    ".............QN.", // closed
];

/// Who: Buyer, Seller, either Party, Mediator, Timer.
const WHO: &[&str] = &[
    "B......BB......T",
    ".SS..S.BP......T",
    ".SBBB..BP......T",
    ".SSSS..BP......T",
    ".S....BBP......T",
    ".S.....BPM.....T",
    ".S.....BP.MMM..T",
    ".............PB.",
];

/// Who ever gives each command.
const EVER: &str = "BSPPPSBBPMMMMPBT";

fn is_one_of(actor: Actor, letter: char) -> bool {
    match letter {
        'B' => actor == Actor::Buyer,
        'S' => actor == Actor::Seller,
        'P' => matches!(actor, Actor::Buyer | Actor::Seller),
        'M' => actor == Actor::Mediator,
        'T' => actor == Actor::System,
        _ => false,
    }
}

fn next(letter: char, before: State) -> State {
    match letter {
        'O' => State::Open,
        'R' => State::OfferReview,
        'T' => State::CounterReview,
        'N' => State::ClaimRejected,
        'Q' => State::MediationQueue,
        'E' => State::EvidenceReview,
        'X' => State::Closed,
        _ => before,
    }
}

#[test]
fn a_dispute_moves_only_along_its_table_and_by_its_sides() {
    let calendar = Calendar::default();
    let (mut count, mut moved) = (0, 0);
    for (row, &state) in State::ALL.iter().enumerate() {
        for (column, &command) in commands().iter().enumerate() {
            let silent = command == Command::Reopen;
            let before = dispute(state, if silent { Ending::BuyerSilent } else { Ending::Decided });
            // The timer comes when it is due, everybody else before.
            let late = command == Command::TimeUp;
            let at = if late { NOON.plus(DAY_MS) } else { NOON.plus(DAY_MS - 1) };
            let (to, who) = (NEXT[row].as_bytes()[column], WHO[row].as_bytes()[column]);
            for &actor in Actor::ALL {
                count += 1;
                let found = apply(&before, &calendar, &call(command, actor, at));
                let expected = if !is_one_of(actor, char::from(EVER.as_bytes()[column])) {
                    Err(DisputeRefusal::ForbiddenRole)
                } else if to == b'.' && late {
                    Err(DisputeRefusal::NotDue)
                } else if to == b'.' {
                    Err(DisputeRefusal::InvalidState { state })
                } else if !is_one_of(actor, char::from(who)) {
                    Err(DisputeRefusal::ForbiddenRole)
                } else {
                    Ok(next(char::from(to), state))
                };
                let found = found.map(|moved| {
                    let [one] = moved.transitions.as_slice() else { panic!("{moved:?}") };
                    assert_eq!((one.from, one.to), (state, moved.dispute.state));
                    assert_eq!((one.act, one.actor, one.at), (command.act(), actor, at));
                    moved.dispute.state
                });
                assert_eq!(found, expected, "{state:?} {command:?} {actor:?}");
                moved += usize::from(found.is_ok());
            }
        }
    }
    assert_eq!(count, 8 * 16 * 5);
    println!("{count} triples, {moved} allowed");
}
