//! What both sides, the mediators and time do to a dispute.

use serde::{Deserialize, Serialize};

use super::case::DisputeCase;
use super::model::{self, Act, Actor, EvidenceKind, Offer, Reason, Verdict};
pub use super::passing::due;
use super::{opening, passing, steps};
use crate::access::{Access, Permission};
use crate::call::{Call, Stop};
use crate::id::Id;
use crate::store::Tx;

/// A change of a dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Begin a complaint about a sale or an order of one's own. Nobody else sees it before it is submitted.
    Draft {
        /// The dispute's id.
        dispute: Id,
        /// The sale or order.
        subject: Id,
        /// What is wrong.
        reason: Reason,
        /// The same in words.
        text: String,
    },
    /// Send the complaint to the seller.
    Submit {
        /// The dispute.
        dispute: Id,
    },
    /// Add evidence.
    AddEvidence {
        /// The dispute.
        dispute: Id,
        /// What.
        piece: Piece,
    },
    /// Give the whole price back.
    OfferFull {
        /// The dispute.
        dispute: Id,
    },
    /// Offer something else, or answer an offer with another one.
    Offer {
        /// The dispute.
        dispute: Id,
        /// What is offered.
        offer: Offer,
    },
    /// Take the offer on the table.
    Accept {
        /// The dispute.
        dispute: Id,
    },
    /// Turn it down: a mediator shall look.
    TurnDown {
        /// The dispute.
        dispute: Id,
    },
    /// Say that the claim is wrong; with evidence that was added before.
    RejectClaim {
        /// The dispute.
        dispute: Id,
    },
    /// Call a mediator.
    Escalate {
        /// The dispute.
        dispute: Id,
    },
    /// Give the complaint up.
    Withdraw {
        /// The dispute.
        dispute: Id,
    },
    /// Take the case as its mediator.
    TakeUp {
        /// The dispute.
        dispute: Id,
    },
    /// Give the case back.
    StepBack {
        /// The dispute.
        dispute: Id,
    },
    /// Decide it.
    Decide {
        /// The dispute.
        dispute: Id,
        /// How.
        verdict: Verdict,
        /// Why; both sides read it.
        note: String,
    },
    /// Ask another mediator to look at a decision, with new evidence.
    Appeal {
        /// The dispute.
        dispute: Id,
        /// What nobody has seen before.
        piece: Piece,
    },
    /// Take a complaint up again that one's own silence has closed.
    Reopen {
        /// The dispute.
        dispute: Id,
    },
    /// Do what silence brings, and move the money once the end is sure; asked for by the clock.
    PassTime {
        /// The dispute.
        dispute: Id,
    },
}

/// A piece of evidence of a party: words, or a picture with or without words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// Its id.
    pub evidence: Id,
    /// What it is.
    pub kind: EvidenceKind,
    /// In words.
    #[serde(default)]
    pub text: String,
    /// Content hash of the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::TakeUp { .. } | Self::StepBack { .. } | Self::Decide { .. } => Permission::Mediate,
            Self::PassTime { .. } => Permission::KeepTime,
            _ => Permission::Dispute,
        }
    }

    /// The dispute.
    #[must_use]
    pub const fn dispute(&self) -> Id {
        match self {
            Self::Draft { dispute, .. }
            | Self::Submit { dispute }
            | Self::AddEvidence { dispute, .. }
            | Self::OfferFull { dispute }
            | Self::Offer { dispute, .. }
            | Self::Accept { dispute }
            | Self::TurnDown { dispute }
            | Self::RejectClaim { dispute }
            | Self::Escalate { dispute }
            | Self::Withdraw { dispute }
            | Self::TakeUp { dispute }
            | Self::StepBack { dispute }
            | Self::Decide { dispute, .. }
            | Self::Appeal { dispute, .. }
            | Self::Reopen { dispute }
            | Self::PassTime { dispute } => *dispute,
        }
    }

    /// What it is to the rules of [`super::machine`].
    #[must_use]
    pub const fn rule(&self) -> Option<model::Command> {
        Some(match self {
            Self::Draft { .. } => return None,
            Self::Submit { .. } => model::Command::Submit,
            Self::AddEvidence { .. } => model::Command::AddEvidence,
            Self::OfferFull { .. } => model::Command::OfferFull,
            Self::Offer { offer, .. } => model::Command::Offer(*offer),
            Self::Accept { .. } => model::Command::Accept,
            Self::TurnDown { .. } => model::Command::TurnDown,
            Self::RejectClaim { .. } => model::Command::RejectClaim,
            Self::Escalate { .. } => model::Command::Escalate,
            Self::Withdraw { .. } => model::Command::Withdraw,
            Self::TakeUp { .. } => model::Command::TakeUp,
            Self::StepBack { .. } => model::Command::StepBack,
            Self::Decide { verdict, .. } => model::Command::Decide(*verdict),
            Self::Appeal { .. } => model::Command::Appeal,
            Self::Reopen { .. } => model::Command::Reopen,
            Self::PassTime { .. } => model::Command::TimeUp,
        })
    }

    /// The piece of evidence that comes with it.
    #[must_use]
    pub const fn piece(&self) -> Option<&Piece> {
        match self {
            Self::AddEvidence { piece, .. } | Self::Appeal { piece, .. } => Some(piece),
            _ => None,
        }
    }
}

/// Decides a call and writes its effect, on devices and on the server alike.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn execute(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let access = Access::load(tx, call.actor)?;
    let Some(rule) = call.command.rule() else {
        return opening::draft(tx, &access, call);
    };
    let case: DisputeCase = access.see(tx, call.command.dispute())?;
    access.require(call.command.permission(), case.community, case.hub)?;
    let actor = case.actor(&access, call.actor, rule.act());
    match rule.act() {
        Act::Submit => opening::submit(tx, &access, call, case),
        Act::TimeUp => passing::execute(tx, call, case),
        _ => steps::execute(tx, &access, call, case, actor, rule),
    }
}

/// What lies beyond the actor's sight: the second factor, the evidence that the server puts together, the
/// money, and those who are told.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn settle(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let Some(rule) = call.command.rule() else { return Ok(()) };
    steps::needs_factor(tx, call, rule)?;
    if rule.act() == Act::Submit {
        opening::gather(tx, call)?;
    }
    steps::tell_steps(tx, call)?;
    passing::move_money(tx, call)
}

/// The side that is not this one.
#[must_use]
pub const fn other(side: Actor) -> Actor {
    match side {
        Actor::Buyer => Actor::Seller,
        _ => Actor::Buyer,
    }
}
