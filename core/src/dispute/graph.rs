//! The table of a dispute: from which state who may do what, and where it leads.
//!
//! What is not in [`EDGES`] is refused and changes nothing. Guards beyond state and actor (a second
//! factor, proof, time) are in [`super::machine`].

use super::model::{Act, Actor, State};

/// Where an edge leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// To this state.
    To(State),
    /// Nowhere: the state stays.
    Stay,
    /// To the state from which silence closed it.
    Back,
    /// Back to the queue, or to the end when nobody has decided for too long.
    QueueOrEnd,
}

/// A step that is allowed.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// From this state
    pub from: State,
    /// by this act
    pub act: Act,
    /// of one of these,
    pub actors: &'static [Actor],
    /// to there.
    pub next: Next,
}

const BUYER: &[Actor] = &[Actor::Buyer];
const SELLER: &[Actor] = &[Actor::Seller];
const PARTIES: &[Actor] = &[Actor::Buyer, Actor::Seller];
const MEDIATOR: &[Actor] = &[Actor::Mediator];
const TIMER: &[Actor] = &[Actor::System];

const fn edge(from: State, act: Act, actors: &'static [Actor], next: Next) -> Edge {
    Edge { from, act, actors, next }
}

const fn to(from: State, act: Act, actors: &'static [Actor], state: State) -> Edge {
    edge(from, act, actors, Next::To(state))
}

/// Every step there is (D).
pub const EDGES: &[Edge] = &{
    use {Act as A, State as S};
    [
        to(S::Draft, A::Submit, BUYER, S::Open),
        to(S::Draft, A::Withdraw, BUYER, S::Closed),
        edge(S::Draft, A::AddEvidence, BUYER, Next::Stay),
        to(S::Draft, A::TimeUp, TIMER, S::Closed),
        // The seller is asked.
        to(S::Open, A::OfferFull, SELLER, S::Closed),
        to(S::Open, A::Offer, SELLER, S::OfferReview),
        to(S::Open, A::RejectClaim, SELLER, S::ClaimRejected),
        to(S::Open, A::Withdraw, BUYER, S::Closed),
        edge(S::Open, A::AddEvidence, PARTIES, Next::Stay),
        to(S::Open, A::TimeUp, TIMER, S::MediationQueue),
        // The buyer looks at an offer.
        to(S::OfferReview, A::Accept, BUYER, S::Closed),
        to(S::OfferReview, A::TurnDown, BUYER, S::MediationQueue),
        to(S::OfferReview, A::Offer, BUYER, S::CounterReview),
        to(S::OfferReview, A::OfferFull, SELLER, S::Closed),
        to(S::OfferReview, A::Withdraw, BUYER, S::Closed),
        edge(S::OfferReview, A::AddEvidence, PARTIES, Next::Stay),
        to(S::OfferReview, A::TimeUp, TIMER, S::Closed),
        // The seller looks at a counter-offer.
        to(S::CounterReview, A::Accept, SELLER, S::Closed),
        to(S::CounterReview, A::TurnDown, SELLER, S::MediationQueue),
        to(S::CounterReview, A::Offer, SELLER, S::OfferReview),
        to(S::CounterReview, A::OfferFull, SELLER, S::Closed),
        to(S::CounterReview, A::Withdraw, BUYER, S::Closed),
        edge(S::CounterReview, A::AddEvidence, PARTIES, Next::Stay),
        to(S::CounterReview, A::TimeUp, TIMER, S::MediationQueue),
        // The seller has said no.
        to(S::ClaimRejected, A::Escalate, BUYER, S::MediationQueue),
        to(S::ClaimRejected, A::OfferFull, SELLER, S::Closed),
        to(S::ClaimRejected, A::Withdraw, BUYER, S::Closed),
        edge(S::ClaimRejected, A::AddEvidence, PARTIES, Next::Stay),
        to(S::ClaimRejected, A::TimeUp, TIMER, S::Closed),
        // Mediation.
        to(S::MediationQueue, A::TakeUp, MEDIATOR, S::EvidenceReview),
        to(S::MediationQueue, A::OfferFull, SELLER, S::Closed),
        to(S::MediationQueue, A::Withdraw, BUYER, S::Closed),
        edge(S::MediationQueue, A::AddEvidence, PARTIES, Next::Stay),
        to(S::MediationQueue, A::TimeUp, TIMER, S::Closed),
        to(S::EvidenceReview, A::Decide, MEDIATOR, S::Closed),
        to(S::EvidenceReview, A::StepBack, MEDIATOR, S::MediationQueue),
        to(S::EvidenceReview, A::OfferFull, SELLER, S::Closed),
        to(S::EvidenceReview, A::Withdraw, BUYER, S::Closed),
        edge(S::EvidenceReview, A::AddEvidence, PARTIES, Next::Stay),
        edge(S::EvidenceReview, A::TimeUp, TIMER, Next::QueueOrEnd),
        // After the end.
        to(S::Closed, A::Appeal, PARTIES, S::MediationQueue),
        edge(S::Closed, A::Reopen, BUYER, Next::Back),
    ]
};

/// The edge of `act` from `from`.
#[must_use]
pub fn find(from: State, act: Act) -> Option<&'static Edge> {
    EDGES.iter().find(|edge| edge.from == from && edge.act == act)
}

/// Whether an actor ever does this.
#[must_use]
pub fn ever_does(actor: Actor, act: Act) -> bool {
    EDGES.iter().any(|edge| edge.act == act && edge.actors.contains(&actor))
}
