//! The state machine of a dispute: guards, steps, and what silence does before anything else.
//!
//! Silence acts by the clock, not by the job that notices it: whatever is done to a dispute, first every
//! step that time had brought by then is taken, each at the time when it was due. So a job may come late,
//! twice, or from two servers at once.

use serde::{Deserialize, Serialize};

use super::graph::{self, Next};
use super::limits::{self, APPEAL_MS, NOBODY_DECIDED_MS, OFFERS_MAX, REOPEN_MS};
use super::model::{
    Act, Actor, Closing, Command, Dispute, Ending, EvidenceKind, Offer, Reason, State, Verdict,
};
use crate::calendar::Calendar;
use crate::id::Id;
use crate::money::Money;
use crate::ordering::sale::Resolution;
use crate::time::Timestamp;

/// What is known about a mediator and this case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ties {
    /// Buyer or seller.
    pub is_party: bool,
    /// Of the household of one of them.
    pub same_household: bool,
    /// Runs the hub that the seller sells from.
    pub runs_selling_hub: bool,
    /// Whether there is another mediator without such ties.
    pub another_is_free: bool,
}

/// An act as it reaches the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// What.
    pub command: Command,
    /// In what capacity.
    pub actor: Actor,
    /// Who.
    pub person: Id,
    /// The server's time of receipt.
    pub at: Timestamp,
    /// Whether the person has a fresh second factor.
    pub stepped_up: bool,
    /// Pieces of evidence of this side so far, for adding one and for rejecting a claim.
    pub evidence: u32,
    /// Pieces of evidence that nobody has seen before, for an appeal.
    pub new_evidence: u32,
    /// A mediator's ties.
    pub ties: Ties,
}

/// Why an act is refused. Nothing changes but what silence has brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisputeRefusal {
    /// This side never does that, or not from here.
    #[error("forbidden_role")]
    ForbiddenRole,
    /// The dispute is in no state for that.
    #[error("invalid_state")]
    InvalidState {
        /// The state it is in.
        state: State,
    },
    /// What moves money needs a fresh second factor.
    #[error("step_up_needed")]
    StepUpNeeded,
    /// Rejecting a claim takes proof.
    #[error("proof_needed")]
    ProofNeeded,
    /// A part is more than nothing and less than the price.
    #[error("refund_out_of_range")]
    RefundOutOfRange,
    /// The sides have made enough offers: accept, or call a mediator.
    #[error("too_many_offers")]
    TooManyOffers,
    /// This side has added as much as it may.
    #[error("too_much_evidence")]
    TooMuchEvidence,
    /// The mediator is a party, of a party's household, or runs the selling hub while another is free.
    #[error("not_impartial")]
    NotImpartial,
    /// Another mediator has the case, or has decided it before.
    #[error("another_mediators_case")]
    AnotherMediatorsCase,
    /// Only a mediator's decision can be appealed, and only once.
    #[error("no_appeal")]
    NoAppeal,
    /// An appeal takes new evidence.
    #[error("new_evidence_needed")]
    NewEvidenceNeeded,
    /// Only the buyer's silence can be made good, and only once.
    #[error("no_reopening")]
    NoReopening,
    /// The time for that is over.
    #[error("too_late")]
    TooLate {
        /// Since when.
        since: Timestamp,
    },
    /// Nobody has been silent for too long yet.
    #[error("not_due")]
    NotDue,
}

/// One step, for the audit and the notices: each has an actor, a time and a state on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Before.
    pub from: State,
    /// After.
    pub to: State,
    /// What was done.
    pub act: Act,
    /// By whom.
    pub actor: Actor,
    /// When: for silence, when it was due.
    pub at: Timestamp,
}

/// What stands after an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The dispute.
    pub dispute: Dispute,
    /// The steps, in order: those that silence had brought, then the act's own.
    pub transitions: Vec<Transition>,
}

impl Dispute {
    /// A new draft about a sale of `price`. Whether a dispute may be opened at all says
    /// [`crate::ordering::sale::check_dispute_time`].
    #[must_use]
    pub fn draft(reason: Reason, price: Money, at: Timestamp, calendar: &Calendar) -> Self {
        Self {
            state: State::Draft,
            reason,
            price,
            since: at,
            due_at: limits::due_at(State::Draft, at, None, calendar),
            offer: None,
            offers: 0,
            mediation_at: None,
            mediator: None,
            decided_by: None,
            appealed_from: None,
            reopened: false,
            closing: None,
        }
    }

    /// Until when the end can be appealed; `None` when it can't.
    #[must_use]
    pub fn appeal_until(&self) -> Option<Timestamp> {
        let closing = self.closing.filter(|closing| closing.ending == Ending::Decided)?;
        self.appealed_from.is_none().then(|| closing.at.plus(APPEAL_MS))
    }

    /// Until when the buyer can take it up again; `None` when not at all.
    #[must_use]
    pub fn reopen_until(&self) -> Option<Timestamp> {
        let closing = self.closing.filter(|closing| closing.ending == Ending::BuyerSilent)?;
        (!self.reopened).then(|| closing.at.plus(REOPEN_MS))
    }

    /// Whether nothing can change the end any more at `now`.
    #[must_use]
    pub fn is_final(&self, now: Timestamp) -> bool {
        let until = self.appeal_until().or(self.reopen_until());
        self.state == State::Closed && until.is_none_or(|until| now >= until)
    }
}

/// The dispute as it stands at `now`, with all that silence has brought by then.
#[must_use]
pub fn settle(dispute: &Dispute, calendar: &Calendar, now: Timestamp) -> Moved {
    let mut moved = Moved { dispute: *dispute, transitions: Vec::new() };
    // Each step leads to a later time or to the end; mediation goes round a few times at most.
    while let Some(due) = moved.dispute.due_at.filter(|due| *due <= now) {
        let next = match graph::find(moved.dispute.state, Act::TimeUp) {
            Some(edge) => silence(&moved.dispute, edge.next, due, calendar),
            None => break,
        };
        moved.push(next, Act::TimeUp, Actor::System, due);
    }
    moved
}

/// What `call` does to a dispute.
///
/// # Errors
/// The first [`DisputeRefusal`] found: side, state, side in this state, then the guards of the act.
pub fn apply(dispute: &Dispute, calendar: &Calendar, call: &Call) -> Result<Moved, DisputeRefusal> {
    let act = call.command.act();
    if !graph::ever_does(call.actor, act) {
        return Err(DisputeRefusal::ForbiddenRole);
    }
    let mut moved = settle(dispute, calendar, call.at);
    if act == Act::TimeUp {
        return if moved.transitions.is_empty() { Err(DisputeRefusal::NotDue) } else { Ok(moved) };
    }
    let state = moved.dispute.state;
    let edge = graph::find(state, act).ok_or(DisputeRefusal::InvalidState { state })?;
    if !edge.actors.contains(&call.actor) {
        return Err(DisputeRefusal::ForbiddenRole);
    }
    guard(&moved.dispute, call)?;
    let next = act_on(&moved.dispute, edge.next, call, calendar);
    moved.push(next, act, call.actor, call.at);
    Ok(moved)
}

impl Moved {
    fn push(&mut self, next: Dispute, act: Act, actor: Actor, at: Timestamp) {
        self.transitions.push(Transition { from: self.dispute.state, to: next.state, act, actor, at });
        self.dispute = next;
    }
}

/// What must hold beyond state and side.
fn guard(dispute: &Dispute, call: &Call) -> Result<(), DisputeRefusal> {
    if moves_money(dispute.state, &call.command) && !call.stepped_up {
        return Err(DisputeRefusal::StepUpNeeded);
    }
    match call.command {
        Command::Offer(offer) => guard_offer(dispute, &offer),
        Command::RejectClaim if call.evidence == 0 => Err(DisputeRefusal::ProofNeeded),
        Command::AddEvidence if call.evidence >= limits::EVIDENCE_PER_PARTY_MAX => {
            Err(DisputeRefusal::TooMuchEvidence)
        }
        Command::TakeUp => guard_mediator(dispute, call),
        Command::StepBack | Command::Decide(_) if dispute.mediator != Some(call.person) => {
            Err(DisputeRefusal::AnotherMediatorsCase)
        }
        // Ties may have come up since: somebody moved in, or runs another hub now.
        Command::Decide(_) => guard_ties(call.ties),
        Command::Appeal => {
            in_time(dispute.appeal_until(), call.at, DisputeRefusal::NoAppeal)?;
            if call.new_evidence == 0 { Err(DisputeRefusal::NewEvidenceNeeded) } else { Ok(()) }
        }
        Command::Reopen => in_time(dispute.reopen_until(), call.at, DisputeRefusal::NoReopening),
        _ => Ok(()),
    }
}

/// What sends money somewhere by a person's word. Giving a complaint up releases the price to the seller.
pub(super) const fn moves_money(state: State, command: &Command) -> bool {
    match command {
        Command::OfferFull | Command::Accept | Command::Decide(_) => true,
        Command::Withdraw => !matches!(state, State::Draft),
        _ => false,
    }
}

fn guard_offer(dispute: &Dispute, offer: &Offer) -> Result<(), DisputeRefusal> {
    if dispute.offers >= OFFERS_MAX {
        return Err(DisputeRefusal::TooManyOffers);
    }
    match offer {
        Offer::Partial { refund } => {
            let rest = dispute.price.minus(*refund);
            let fits = refund.minor > 0 && rest.is_ok_and(|rest| rest.minor > 0);
            if fits { Ok(()) } else { Err(DisputeRefusal::RefundOutOfRange) }
        }
        Offer::Return | Offer::Replace => Ok(()),
    }
}

fn guard_mediator(dispute: &Dispute, call: &Call) -> Result<(), DisputeRefusal> {
    guard_ties(call.ties)?;
    let decided_before = dispute.decided_by == Some(call.person);
    if decided_before { Err(DisputeRefusal::AnotherMediatorsCase) } else { Ok(()) }
}

const fn guard_ties(ties: Ties) -> Result<(), DisputeRefusal> {
    let partial = ties.is_party || ties.same_household || (ties.runs_selling_hub && ties.another_is_free);
    if partial { Err(DisputeRefusal::NotImpartial) } else { Ok(()) }
}

fn in_time(
    until: Option<Timestamp>,
    now: Timestamp,
    not_at_all: DisputeRefusal,
) -> Result<(), DisputeRefusal> {
    match until {
        None => Err(not_at_all),
        Some(since) if now >= since => Err(DisputeRefusal::TooLate { since }),
        Some(_) => Ok(()),
    }
}

/// The dispute after an act that has passed its guards.
fn act_on(dispute: &Dispute, next: Next, call: &Call, calendar: &Calendar) -> Dispute {
    let state = match next {
        Next::Stay => return *dispute,
        Next::To(state) => state,
        Next::Back => dispute.closing.map_or(State::Open, |closing| closing.from),
        Next::QueueOrEnd => State::MediationQueue,
    };
    let mut after = Dispute { offer: None, ..*dispute };
    match call.command {
        Command::Offer(offer) => {
            after.offer = Some(offer);
            after.offers = dispute.offers.saturating_add(1);
        }
        Command::TakeUp => after.mediator = Some(call.person),
        Command::Decide(_) => after.decided_by = Some(call.person),
        Command::Appeal => after.appealed_from = dispute.closing,
        Command::Reopen => {
            after.reopened = true;
            after.offer = dispute.offer;
        }
        _ => {}
    }
    if state != State::Closed {
        return enter(after, state, call.at, calendar);
    }
    let (ending, resolution, refund) = ending(dispute, &call.command);
    close(after, Closing { ending, resolution, refund, at: call.at, from: dispute.state })
}

/// How an act ends a dispute, and what that does to the money.
fn ending(dispute: &Dispute, command: &Command) -> (Ending, Option<Resolution>, Option<Money>) {
    match command {
        Command::OfferFull => (Ending::FullRefund, Some(Resolution::Refund), None),
        Command::Accept => {
            let refund = match dispute.offer {
                Some(Offer::Partial { refund }) => Some(refund),
                _ => None,
            };
            (Ending::Agreed, dispute.offer.map(|offer| offer.resolution()), refund)
        }
        Command::Decide(Verdict::Refund) => (Ending::Decided, Some(Resolution::Refund), None),
        Command::Decide(Verdict::Release) => (Ending::Decided, Some(Resolution::Release), None),
        _ if dispute.state == State::Draft => (Ending::NeverSent, None, None),
        _ => (Ending::Withdrawn, Some(Resolution::Release), None),
    }
}

/// The dispute after silence.
fn silence(dispute: &Dispute, next: Next, due: Timestamp, calendar: &Calendar) -> Dispute {
    let called = dispute.mediation_at.unwrap_or(dispute.since);
    let nobody_decided = due >= called.plus(NOBODY_DECIDED_MS);
    match next {
        Next::QueueOrEnd if !nobody_decided => enter(*dispute, State::MediationQueue, due, calendar),
        Next::To(State::Closed) | Next::QueueOrEnd => {
            let (ending, resolution, refund) = match (dispute.state, dispute.appealed_from) {
                (State::Draft, _) => (Ending::NeverSent, None, None),
                (State::MediationQueue | State::EvidenceReview, Some(first)) => {
                    (Ending::NobodyDecided, first.resolution, first.refund)
                }
                (State::MediationQueue | State::EvidenceReview, None) => {
                    (Ending::NobodyDecided, Some(Resolution::Refund), None)
                }
                _ => (Ending::BuyerSilent, Some(Resolution::Release), None),
            };
            close(*dispute, Closing { ending, resolution, refund, at: due, from: dispute.state })
        }
        Next::To(state) => enter(*dispute, state, due, calendar),
        Next::Stay | Next::Back => *dispute,
    }
}

/// A dispute that goes on in `state`. The 60 days of all mediators run from the call, through every change
/// of mediator.
fn enter(dispute: Dispute, state: State, at: Timestamp, calendar: &Calendar) -> Dispute {
    let mediation_at = match state {
        State::MediationQueue if !dispute.state.is_mediation() => Some(at),
        _ => dispute.mediation_at,
    };
    let mediator = dispute.mediator.filter(|_| state == State::EvidenceReview);
    let due_at = limits::due_at(state, at, mediation_at, calendar);
    Dispute { state, since: at, due_at, mediation_at, mediator, closing: None, ..dispute }
}

fn close(dispute: Dispute, closing: Closing) -> Dispute {
    let closed = Dispute { state: State::Closed, since: closing.at, due_at: None, mediator: None, ..dispute };
    Dispute { closing: Some(closing), ..closed }
}

/// What is wrong with a piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceFault {
    /// The server puts this kind together itself.
    #[error("not_from_a_party")]
    NotFromAParty,
    /// No word, or more than [`limits::EVIDENCE_CHARS_MAX`] characters.
    #[error("text_out_of_range")]
    TextOutOfRange,
    /// A picture without a file, or a text with one.
    #[error("file_does_not_fit")]
    FileDoesNotFit,
}

/// Whether a party may add this: words, or a picture with or without words.
///
/// # Errors
/// The first [`EvidenceFault`] found.
pub fn check_evidence(kind: EvidenceKind, text: &str, has_file: bool) -> Result<(), EvidenceFault> {
    if !kind.is_from_a_party() {
        return Err(EvidenceFault::NotFromAParty);
    }
    if has_file != (kind == EvidenceKind::Picture) {
        return Err(EvidenceFault::FileDoesNotFit);
    }
    let blank = text.trim().is_empty() && kind == EvidenceKind::Text;
    if blank || text.chars().count() > limits::EVIDENCE_CHARS_MAX {
        return Err(EvidenceFault::TextOutOfRange);
    }
    Ok(())
}
