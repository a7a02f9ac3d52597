//! Guards, endings and silence: tables and stories with the expected answer in the last column.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::limits::{
    APPEAL_MS, BUYER_SILENCE_MS, DECISION_MS, EVIDENCE_CHARS_MAX, EVIDENCE_PER_PARTY_MAX, NOBODY_DECIDED_MS,
    OFFERS_MAX, REOPEN_MS,
};
use super::machine::{Call, DisputeRefusal, EvidenceFault, Moved, Ties, apply, check_evidence, settle};
use super::model::{Actor, Command, Dispute, Ending, EvidenceKind, Offer, Reason, State, Verdict};
use super::tests_table::{NOON, call, euros, part, person};
use crate::calendar::{Calendar, Day};
use crate::money::{Currency, Money};
use crate::ordering::sale::Resolution;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// A dispute and the hub's calendar, with one short line per act.
struct Story {
    dispute: Dispute,
    calendar: Calendar,
    now: Timestamp,
}

impl Story {
    fn begin() -> Self {
        let calendar = Calendar::default();
        Self { dispute: Dispute::draft(Reason::Damaged, euros(1_000), NOON, &calendar), calendar, now: NOON }
    }

    fn later(mut self, ms: i64) -> Self {
        self.now = self.now.plus(ms);
        self
    }

    fn tries(&self, command: Command, actor: Actor) -> Result<Moved, DisputeRefusal> {
        apply(&self.dispute, &self.calendar, &call(command, actor, self.now))
    }

    fn does(mut self, command: Command, actor: Actor) -> Self {
        self.dispute = self.tries(command, actor).unwrap().dispute;
        self
    }

    fn opened() -> Self {
        Self::begin().does(Command::Submit, Actor::Buyer)
    }

    fn offered() -> Self {
        Self::opened().does(Command::Offer(part()), Actor::Seller)
    }

    fn in_mediation() -> Self {
        Self::offered().does(Command::TurnDown, Actor::Buyer)
    }

    fn decided() -> Self {
        let verdict = Command::Decide(Verdict::Release);
        Self::in_mediation().does(Command::TakeUp, Actor::Mediator).does(verdict, Actor::Mediator)
    }

    /// How it stands now, with all that silence has brought: state, ending, money.
    fn stands(&self) -> (State, Option<Ending>, Option<Resolution>) {
        let dispute = settle(&self.dispute, &self.calendar, self.now).dispute;
        let closing = dispute.closing;
        (dispute.state, closing.map(|closing| closing.ending), closing.and_then(|closing| closing.resolution))
    }
}

#[test]
fn each_way_to_the_end_settles_the_money() {
    use {Actor as A, Command as C, Ending as E, Resolution as R};
    let queue = Story::in_mediation;
    let review = || queue().does(C::TakeUp, A::Mediator);
    let replaced = |offer| Story::opened().does(C::Offer(offer), A::Seller).does(C::Accept, A::Buyer);
    let counter = || Story::offered().does(C::Offer(Offer::Return), A::Buyer);
    let table: Vec<(Story, Ending, Option<Resolution>)> = vec![
        (Story::begin().does(C::Withdraw, A::Buyer), E::NeverSent, None),
        (Story::opened().does(C::OfferFull, A::Seller), E::FullRefund, Some(R::Refund)),
        (Story::opened().does(C::Withdraw, A::Buyer), E::Withdrawn, Some(R::Release)),
        (Story::offered().does(C::Accept, A::Buyer), E::Agreed, Some(R::Partial)),
        (replaced(Offer::Return), E::Agreed, Some(R::Refund)),
        (replaced(Offer::Replace), E::Agreed, Some(R::Release)),
        (counter().does(C::Accept, A::Seller), E::Agreed, Some(R::Refund)),
        (counter().does(C::OfferFull, A::Seller), E::FullRefund, Some(R::Refund)),
        (queue().does(C::OfferFull, A::Seller), E::FullRefund, Some(R::Refund)),
        (queue().does(C::Withdraw, A::Buyer), E::Withdrawn, Some(R::Release)),
        (review().does(C::Decide(Verdict::Refund), A::Mediator), E::Decided, Some(R::Refund)),
        (review().does(C::Decide(Verdict::Release), A::Mediator), E::Decided, Some(R::Release)),
    ];
    for (story, ending, resolution) in table {
        assert_eq!(story.stands(), (State::Closed, Some(ending), resolution));
    }
    let agreed = Story::offered().does(C::Accept, A::Buyer).dispute.closing.unwrap();
    assert_eq!(agreed.refund, Some(euros(400)));
}

/// A call changed before it is sent.
type Change = Box<dyn Fn(&mut Call)>;
/// A story, what is tried, by whom, changed how, and the refusal if any.
type Guarded = (Story, Command, Actor, Change, Option<DisputeRefusal>);

fn as_it_is() -> Change {
    Box::new(|_| {})
}

fn first_factor_only() -> Change {
    Box::new(|call| call.stepped_up = false)
}

fn check_guards(table: Vec<Guarded>) {
    for (place, (story, command, actor, change, expected)) in table.into_iter().enumerate() {
        let mut call = call(command, actor, story.now);
        change(&mut call);
        let found = apply(&story.dispute, &story.calendar, &call).map(|_| ());
        assert_eq!(found.err(), expected, "case {place}: {command:?}");
    }
}

#[test]
fn what_the_parties_do_is_guarded_beside_the_table() {
    use {Actor as A, Command as C, DisputeRefusal as R};
    let offer = |minor| C::Offer(Offer::Partial { refund: euros(minor) });
    let dollars = C::Offer(Offer::Partial { refund: Money::new(1, Currency::new("USD").unwrap()) });
    let evidence = |pieces| -> Change { Box::new(move |call| call.evidence = pieces) };
    let nothing_new = || -> Change { Box::new(|call| call.new_evidence = 0) };
    let (opened, offered) = (Story::opened, Story::offered);
    let refunded = || opened().does(C::OfferFull, A::Seller);
    check_guards(vec![
        (opened(), C::OfferFull, A::Seller, first_factor_only(), Some(R::StepUpNeeded)),
        (offered(), C::Accept, A::Buyer, first_factor_only(), Some(R::StepUpNeeded)),
        (offered(), C::Withdraw, A::Buyer, first_factor_only(), Some(R::StepUpNeeded)),
        (Story::begin(), C::Withdraw, A::Buyer, first_factor_only(), None),
        (opened(), offer(1), A::Seller, first_factor_only(), None),
        (opened(), offer(999), A::Seller, as_it_is(), None),
        (opened(), offer(1_000), A::Seller, as_it_is(), Some(R::RefundOutOfRange)),
        (opened(), offer(0), A::Seller, as_it_is(), Some(R::RefundOutOfRange)),
        (opened(), offer(-1), A::Seller, as_it_is(), Some(R::RefundOutOfRange)),
        (opened(), offer(i64::MIN), A::Seller, as_it_is(), Some(R::RefundOutOfRange)),
        (opened(), dollars, A::Seller, as_it_is(), Some(R::RefundOutOfRange)),
        (opened(), C::RejectClaim, A::Seller, evidence(0), Some(R::ProofNeeded)),
        (opened(), C::RejectClaim, A::Seller, evidence(1), None),
        (opened(), C::AddEvidence, A::Buyer, evidence(EVIDENCE_PER_PARTY_MAX - 1), None),
        (opened(), C::AddEvidence, A::Buyer, evidence(EVIDENCE_PER_PARTY_MAX), Some(R::TooMuchEvidence)),
        (Story::decided(), C::Appeal, A::Buyer, nothing_new(), Some(R::NewEvidenceNeeded)),
        (Story::decided(), C::Reopen, A::Buyer, as_it_is(), Some(R::NoReopening)),
        (refunded(), C::Appeal, A::Seller, as_it_is(), Some(R::NoAppeal)),
    ]);
}

#[test]
fn a_mediator_has_no_part_in_the_case() {
    use {Command as C, DisputeRefusal as R};
    // Party, same household, runs the selling hub, another is free.
    let ties = |[is_party, same_household, runs_selling_hub, another_is_free]: [bool; 4]| -> Change {
        let ties = Ties { is_party, same_household, runs_selling_hub, another_is_free };
        Box::new(move |call| call.ties = ties)
    };
    let somebody_else = || -> Change { Box::new(|call| call.person = person(8)) };
    let queue = Story::in_mediation;
    let review = || queue().does(C::TakeUp, Actor::Mediator);
    let verdict = C::Decide(Verdict::Refund);
    let (no, yes) = (false, true);
    let (partial, not_mine) = (Some(R::NotImpartial), Some(R::AnotherMediatorsCase));
    let table: Vec<(Story, Command, Change, Option<DisputeRefusal>)> = vec![
        (queue(), C::TakeUp, ties([yes, no, no, no]), partial),
        (queue(), C::TakeUp, ties([no, yes, no, no]), partial),
        (queue(), C::TakeUp, ties([no, no, yes, yes]), partial),
        (queue(), C::TakeUp, ties([no, no, yes, no]), None),
        (queue(), C::TakeUp, ties([no, no, no, yes]), None),
        (review(), verdict, ties([no, yes, no, no]), partial),
        (review(), verdict, first_factor_only(), Some(R::StepUpNeeded)),
        (review(), verdict, somebody_else(), not_mine),
        (review(), C::StepBack, somebody_else(), not_mine),
    ];
    let by_mediator =
        |(story, command, change, expected)| (story, command, Actor::Mediator, change, expected);
    check_guards(table.into_iter().map(by_mediator).collect());
}

#[test]
fn offers_go_back_and_forth_only_so_often() {
    let mut story = Story::opened();
    for round in 0..OFFERS_MAX {
        let actor = if round % 2 == 0 { Actor::Seller } else { Actor::Buyer };
        story = story.does(Command::Offer(Offer::Return), actor);
    }
    let next = if OFFERS_MAX.is_multiple_of(2) { Actor::Seller } else { Actor::Buyer };
    let refused = story.tries(Command::Offer(part()), next);
    assert_eq!(refused, Err(DisputeRefusal::TooManyOffers));
    assert!(story.tries(Command::TurnDown, next).is_ok());
}

#[test]
fn silence_escalates_or_closes() {
    use {Actor as A, Command as C, Ending as E, Resolution as R, State as S};
    // The story begins on a Monday at noon: three business days end on Thursday at midnight.
    let answer = 3 * DAY_MS + 12 * HOUR_MS;
    let rejected = || Story::opened().does(C::RejectClaim, A::Seller);
    let counter = || Story::offered().does(C::Offer(Offer::Return), A::Buyer);
    let queue = Story::in_mediation;
    let review = || queue().does(C::TakeUp, A::Mediator);
    let appealed = || Story::decided().does(C::Appeal, A::Buyer);
    let silent = (S::Closed, Some(E::BuyerSilent), Some(R::Release));
    let nobody = |resolution| (S::Closed, Some(E::NobodyDecided), Some(resolution));
    let goes_on = |state| (state, None, None);
    type Stands = (State, Option<Ending>, Option<Resolution>);
    let table: Vec<(Story, i64, Stands, Stands)> = vec![
        (Story::begin(), BUYER_SILENCE_MS, goes_on(S::Draft), (S::Closed, Some(E::NeverSent), None)),
        (Story::opened(), answer, goes_on(S::Open), goes_on(S::MediationQueue)),
        (Story::offered(), BUYER_SILENCE_MS, goes_on(S::OfferReview), silent),
        (counter(), answer, goes_on(S::CounterReview), goes_on(S::MediationQueue)),
        (rejected(), BUYER_SILENCE_MS, goes_on(S::ClaimRejected), silent),
        (queue(), NOBODY_DECIDED_MS, goes_on(S::MediationQueue), nobody(R::Refund)),
        (review(), DECISION_MS, goes_on(S::EvidenceReview), goes_on(S::MediationQueue)),
        (review(), NOBODY_DECIDED_MS, goes_on(S::MediationQueue), nobody(R::Refund)),
        // The seller had won: with nobody to hear the appeal, that stands.
        (appealed(), NOBODY_DECIDED_MS, goes_on(S::MediationQueue), nobody(R::Release)),
    ];
    for (place, (story, span, before, after)) in table.into_iter().enumerate() {
        let story = story.later(span - 1);
        assert_eq!(story.stands(), before, "case {place}");
        assert_eq!(story.later(1).stands(), after, "case {place}");
    }
    // A mediator who takes the case late has only what is left of the sixty days.
    let late = queue().later(NOBODY_DECIDED_MS - DAY_MS).does(C::TakeUp, A::Mediator);
    assert_eq!(late.later(DAY_MS).stands(), nobody(R::Refund));
    // Holidays count for nobody.
    let mut story = Story::begin();
    story.calendar.holidays = BTreeSet::from([Day(20_459), Day(20_460)]);
    let story = story.does(C::Submit, A::Buyer);
    assert_eq!(story.dispute.due_at, Some(Timestamp(20_466 * DAY_MS)));
}

#[test]
fn what_comes_after_the_deadline_meets_the_state_that_silence_made() {
    use {Actor as A, Command as C, DisputeRefusal as R, State as S};
    // The job has not come by, and the seller answers a day late: the mediators have the case already.
    let late = Story::opened().later(5 * DAY_MS);
    let refused = late.tries(C::Offer(part()), A::Seller);
    assert_eq!(refused, Err(R::InvalidState { state: S::MediationQueue }));
    let taken = late.tries(C::TakeUp, A::Mediator).unwrap();
    let steps: Vec<(State, State)> = taken.transitions.iter().map(|one| (one.from, one.to)).collect();
    assert_eq!(steps, [(S::Open, S::MediationQueue), (S::MediationQueue, S::EvidenceReview)]);
    // A job that comes twice does nothing the second time.
    let once = late.tries(C::TimeUp, A::System).unwrap();
    let twice = apply(&once.dispute, &late.calendar, &call(C::TimeUp, A::System, late.now));
    assert_eq!(twice, Err(R::NotDue));
}

#[test]
fn one_appeal_with_new_evidence_to_another_mediator() {
    use {Actor as A, Command as C, DisputeRefusal as R};
    let decided = Story::decided();
    let until = decided.now.plus(APPEAL_MS);
    assert_eq!(decided.dispute.appeal_until(), Some(until));
    assert!(!decided.dispute.is_final(until.plus(-1)));
    assert!(decided.dispute.is_final(until));
    let late = Story::decided().later(APPEAL_MS);
    assert_eq!(late.tries(C::Appeal, A::Seller), Err(R::TooLate { since: until }));
    let appealed = Story::decided().later(APPEAL_MS - 1).does(C::Appeal, A::Seller);
    assert_eq!(appealed.tries(C::TakeUp, A::Mediator), Err(R::AnotherMediatorsCase));
    let mut other = call(C::TakeUp, A::Mediator, appealed.now);
    other.person = person(8);
    let taken = apply(&appealed.dispute, &appealed.calendar, &other).unwrap().dispute;
    let decide = Call { command: C::Decide(Verdict::Refund), ..other };
    let end = apply(&taken, &appealed.calendar, &decide).unwrap().dispute;
    assert!(end.is_final(appealed.now));
    let again = apply(&end, &appealed.calendar, &call(C::Appeal, A::Seller, appealed.now));
    assert_eq!(again, Err(R::NoAppeal));
}

#[test]
fn the_buyers_silence_is_made_good_once() {
    use {Actor as A, Command as C, DisputeRefusal as R, State as S};
    let silent = Story::offered().later(BUYER_SILENCE_MS);
    let closed_at = silent.now;
    let late = Story::offered().later(BUYER_SILENCE_MS + REOPEN_MS);
    assert_eq!(late.tries(C::Reopen, A::Buyer), Err(R::TooLate { since: closed_at.plus(REOPEN_MS) }));
    let again = silent.later(DAY_MS).does(C::Reopen, A::Buyer);
    assert_eq!(again.dispute.state, S::OfferReview);
    assert_eq!(again.dispute.offer, Some(part()));
    let silent = again.later(BUYER_SILENCE_MS);
    assert_eq!(silent.tries(C::Reopen, A::Buyer), Err(R::NoReopening));
    assert!(settle(&silent.dispute, &silent.calendar, silent.now).dispute.is_final(silent.now));
}

#[test]
fn evidence_is_words_or_a_picture() {
    use {EvidenceFault as F, EvidenceKind as K};
    let long = "é".repeat(EVIDENCE_CHARS_MAX);
    let longer = format!("{long}x");
    let table: &[(EvidenceKind, &str, bool, Result<(), EvidenceFault>)] = &[
        (K::Text, "broken", false, Ok(())),
        (K::Text, &long, false, Ok(())),
        (K::Text, &longer, false, Err(F::TextOutOfRange)),
        (K::Text, " \n", false, Err(F::TextOutOfRange)),
        (K::Text, "broken", true, Err(F::FileDoesNotFit)),
        (K::Picture, "", true, Ok(())),
        (K::Picture, &longer, true, Err(F::TextOutOfRange)),
        (K::Picture, "see", false, Err(F::FileDoesNotFit)),
    ];
    for (kind, text, has_file, expected) in table {
        assert_eq!(check_evidence(*kind, text, *has_file), *expected, "{kind:?} {has_file}");
    }
    for kind in K::PACK {
        assert_eq!(check_evidence(*kind, "x", true), Err(F::NotFromAParty));
    }
}

/// Anything that anybody may try.
fn tries() -> impl Strategy<Value = Vec<(i64, usize, usize, u64)>> {
    prop::collection::vec((0..20 * 24_i64, 0_usize..15, 0..Actor::ALL.len(), 8_u64..10), 0..25)
}

proptest! {
    /// However often the timer looks, and whatever is tried: the same end, at the same times.
    #[test]
    fn the_timer_may_come_as_late_as_it_likes(tries in tries()) {
        let commands = [
            Command::Submit, Command::OfferFull, Command::Offer(part()), Command::Offer(Offer::Return),
            Command::Accept, Command::TurnDown, Command::RejectClaim, Command::Escalate, Command::Withdraw,
            Command::AddEvidence, Command::TakeUp, Command::StepBack, Command::Decide(Verdict::Release),
            Command::Appeal, Command::Reopen,
        ];
        let mut lazy = Story::begin();
        lazy.dispute = lazy.tries(Command::Submit, Actor::Buyer).unwrap().dispute;
        let mut eager = lazy.dispute;
        for (hours, command, actor, who) in tries {
            for _ in 0..hours {
                lazy.now = lazy.now.plus(HOUR_MS);
                eager = settle(&eager, &lazy.calendar, lazy.now).dispute;
            }
            let call = Call { person: person(who), ..call(commands[command], Actor::ALL[actor], lazy.now) };
            let found = apply(&lazy.dispute, &lazy.calendar, &call);
            let other = apply(&eager, &lazy.calendar, &call);
            prop_assert_eq!(found.clone().map(|moved| moved.dispute), other.clone().map(|moved| moved.dispute));
            if let Ok(moved) = found {
                // Every step is where the one before it ended, never earlier, and an end says about the money.
                let mut state = lazy.dispute.state;
                let mut at = lazy.dispute.since;
                for step in &moved.transitions {
                    prop_assert_eq!(step.from, state);
                    prop_assert!(step.at >= at && step.at <= lazy.now);
                    (state, at) = (step.to, step.at);
                }
                let end = moved.dispute.closing;
                prop_assert_eq!(moved.dispute.state == State::Closed, end.is_some());
                prop_assert_eq!(moved.dispute.state == State::Closed, moved.dispute.due_at.is_none());
                prop_assert!(end.is_none_or(|end| end.resolution.is_some()));
                let reviewed = moved.dispute.state == State::EvidenceReview;
                prop_assert_eq!(reviewed, moved.dispute.mediator.is_some());
                lazy.dispute = moved.dispute;
                eager = moved.dispute;
            }
        }
        // Left alone, every dispute ends.
        let year = lazy.now.plus(366 * DAY_MS);
        prop_assert_eq!(settle(&lazy.dispute, &lazy.calendar, year).dispute.state, State::Closed);
    }
}
