//! The nouns of a dispute: states, reasons, offers, evidence, and how it can end. The rows that hold them are
//! in [`super::case`].

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::money::Money;
use crate::ordering::sale::Resolution;
use crate::time::Timestamp;

/// Where a dispute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The buyer is writing it.
    Draft,
    /// The seller is asked.
    Open,
    /// The buyer looks at the seller's offer.
    OfferReview,
    /// The seller looks at the buyer's counter-offer.
    CounterReview,
    /// The seller says no, with proof; the buyer may call a mediator.
    ClaimRejected,
    /// It waits for a mediator.
    MediationQueue,
    /// A mediator looks at the evidence.
    EvidenceReview,
    /// It is over.
    Closed,
}

impl State {
    /// Every state.
    pub const ALL: &'static [Self] = &[
        Self::Draft,
        Self::Open,
        Self::OfferReview,
        Self::CounterReview,
        Self::ClaimRejected,
        Self::MediationQueue,
        Self::EvidenceReview,
        Self::Closed,
    ];

    /// Whether it is with the mediators.
    #[must_use]
    pub const fn is_mediation(self) -> bool {
        matches!(self, Self::MediationQueue | Self::EvidenceReview)
    }
}

/// What is wrong. Words are added, never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Nothing came.
    NotReceived,
    /// It is not what the listing says.
    NotAsDescribed,
    /// It is broken.
    Damaged,
    /// Something else came, or not all.
    WrongOrMissingItems,
    /// Something is wrong with the payment.
    PaymentProblem,
}

impl Reason {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::NotReceived,
        Self::NotAsDescribed,
        Self::Damaged,
        Self::WrongOrMissingItems,
        Self::PaymentProblem,
    ];
}

/// What one side offers the other. A full refund is no offer: it ends the dispute at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Offer {
    /// A part of the price goes back; above nothing, below the price.
    Partial {
        /// That part.
        refund: Money,
    },
    /// The goods go back, and with them the price.
    Return,
    /// Other goods come; the seller keeps the price.
    Replace,
}

impl Offer {
    /// How the money is settled when the other side accepts.
    #[must_use]
    pub const fn resolution(&self) -> Resolution {
        match self {
            Self::Partial { .. } => Resolution::Partial,
            Self::Return => Resolution::Refund,
            Self::Replace => Resolution::Release,
        }
    }
}

/// What a mediator decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The price goes back.
    Refund,
    /// The seller gets the price.
    Release,
}

/// What is done to a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Send the complaint to the seller.
    Submit,
    /// Give the whole price back.
    OfferFull,
    /// Offer something else, or answer an offer with another one.
    Offer(Offer),
    /// Take the offer on the table.
    Accept,
    /// Turn it down: a mediator shall look.
    TurnDown,
    /// Say that the claim is wrong, with proof.
    RejectClaim,
    /// Call a mediator.
    Escalate,
    /// Give the complaint up.
    Withdraw,
    /// Add evidence.
    AddEvidence,
    /// Take the case as its mediator.
    TakeUp,
    /// Give the case back, as a mediator who may not or can't decide it.
    StepBack,
    /// Decide it.
    Decide(Verdict),
    /// Ask for another look at a decision, with new evidence.
    Appeal,
    /// Take a complaint up again that one's own silence has closed.
    Reopen,
    /// What silence brings.
    TimeUp,
}

/// The kind of a command, for the table: what an offer or a verdict says does not matter there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// [`Command::Submit`].
    Submit,
    /// [`Command::OfferFull`].
    OfferFull,
    /// [`Command::Offer`].
    Offer,
    /// [`Command::Accept`].
    Accept,
    /// [`Command::TurnDown`].
    TurnDown,
    /// [`Command::RejectClaim`].
    RejectClaim,
    /// [`Command::Escalate`].
    Escalate,
    /// [`Command::Withdraw`].
    Withdraw,
    /// [`Command::AddEvidence`].
    AddEvidence,
    /// [`Command::TakeUp`].
    TakeUp,
    /// [`Command::StepBack`].
    StepBack,
    /// [`Command::Decide`].
    Decide,
    /// [`Command::Appeal`].
    Appeal,
    /// [`Command::Reopen`].
    Reopen,
    /// [`Command::TimeUp`].
    TimeUp,
}

impl Command {
    /// Its kind.
    #[must_use]
    pub const fn act(&self) -> Act {
        match self {
            Self::Submit => Act::Submit,
            Self::OfferFull => Act::OfferFull,
            Self::Offer(_) => Act::Offer,
            Self::Accept => Act::Accept,
            Self::TurnDown => Act::TurnDown,
            Self::RejectClaim => Act::RejectClaim,
            Self::Escalate => Act::Escalate,
            Self::Withdraw => Act::Withdraw,
            Self::AddEvidence => Act::AddEvidence,
            Self::TakeUp => Act::TakeUp,
            Self::StepBack => Act::StepBack,
            Self::Decide(_) => Act::Decide,
            Self::Appeal => Act::Appeal,
            Self::Reopen => Act::Reopen,
            Self::TimeUp => Act::TimeUp,
        }
    }
}

/// In what capacity somebody acts on this one dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Who bought, and opened it.
    Buyer,
    /// Who sold.
    Seller,
    /// One of the community's mediators.
    Mediator,
    /// The server's timer.
    System,
    /// Anybody else.
    Bystander,
}

impl Actor {
    /// Every actor.
    pub const ALL: &'static [Self] =
        &[Self::Buyer, Self::Seller, Self::Mediator, Self::System, Self::Bystander];
}

/// How a dispute ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The draft was never sent, or thrown away: there was no dispute.
    NeverSent,
    /// The seller gave the whole price back.
    FullRefund,
    /// Both sides agreed.
    Agreed,
    /// The buyer gave it up.
    Withdrawn,
    /// The buyer did not answer.
    BuyerSilent,
    /// A mediator decided.
    Decided,
    /// Nobody decided.
    NobodyDecided,
}

/// The end of a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// How it came.
    pub ending: Ending,
    /// What happens to the money; absent when the dispute was never sent.
    pub resolution: Option<Resolution>,
    /// What goes back to the buyer where that is neither all nor nothing.
    pub refund: Option<Money>,
    /// When.
    pub at: Timestamp,
    /// From which state: where a reopened dispute goes on.
    pub from: State,
}

/// A dispute as the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// Where it is.
    pub state: State,
    /// What is wrong.
    pub reason: Reason,
    /// What the sale cost.
    pub price: Money,
    /// Since when it is in this state.
    pub since: Timestamp,
    /// When silence acts; absent when nothing can happen by itself any more.
    pub due_at: Option<Timestamp>,
    /// The offer on the table; absent when there is none.
    pub offer: Option<Offer>,
    /// Counter-offers and new offers so far, both sides together.
    pub offers: u32,
    /// When the mediators were called last; absent before.
    pub mediation_at: Option<Timestamp>,
    /// Who has the case; absent while nobody has.
    pub mediator: Option<Id>,
    /// Who decided it, once somebody has: an appeal goes to another.
    pub decided_by: Option<Id>,
    /// What was decided before the appeal; absent without one.
    pub appealed_from: Option<Closing>,
    /// Whether it was taken up again after the buyer's silence.
    pub reopened: bool,
    /// The end, while it is over.
    pub closing: Option<Closing>,
}

/// What a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Words of a party.
    Text,
    /// A picture of a party.
    Picture,
    /// A proof of delivery, with place, time and digest.
    Proof,
    /// The driver's track of the delivery.
    Telemetry,
    /// The listing as it was when the buyer bid or bought.
    Listing,
    /// The bids on the lot.
    Bids,
    /// What the parties wrote to each other.
    Messages,
}

impl EvidenceKind {
    /// Whether a party adds it; the rest is put together by the server.
    #[must_use]
    pub const fn is_from_a_party(self) -> bool {
        matches!(self, Self::Text | Self::Picture)
    }

    /// What the server puts together for every dispute of a sale.
    pub const PACK: &'static [Self] =
        &[Self::Listing, Self::Bids, Self::Messages, Self::Proof, Self::Telemetry];
}
