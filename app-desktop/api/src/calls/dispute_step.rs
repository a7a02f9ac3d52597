//! What is done to a dispute. What moves money takes a code of the second factor first, and so a connection; the
//! rest is recorded here and sent when there is one.

use hubbub_core::dispute::case::DisputeCase;
use hubbub_core::dispute::command::{Command as Dispute, Piece};
use hubbub_core::dispute::model::{EvidenceKind, Offer, Verdict};
use hubbub_core::domain::Command;
use hubbub_core::money::Money;
use hubbub_core::refusal::Code;
use hubbub_core::step_up::Purpose;
use serde::Deserialize;
use ts_rs::TS;

use super::Done;
use super::content::word_of;
use super::order::money_of;
use crate::{Desktop, Problem, Ref};

/// A step of a dispute.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DisputeForm {
    /// The dispute.
    pub id: Ref,
    /// What is done, as in the page's list of what can be.
    pub act: String,
    /// Evidence, or why a mediator decides so.
    pub text: String,
    /// A picture's name as evidence; none: words alone.
    pub picture: Option<String>,
    /// `partial`, `return` or `replace`, for an offer.
    pub offer: String,
    /// The part that goes back as it was typed, for the offer `partial`.
    pub amount: String,
    /// `refund` or `release`, for a decision.
    pub verdict: String,
    /// A code of the second factor, for what moves money; empty for the rest.
    pub code: String,
}

/// Takes a dispute a step.
pub(super) fn dispute_step(desktop: &Desktop, form: DisputeForm) -> Result<Done, Problem> {
    let case = desktop.view(|tx, _| tx.get::<DisputeCase>(form.id.into()))?;
    let case = case.ok_or_else(|| desktop.refused(Code::NotFound))?;
    let command = command_of(desktop, &form, &case)?;
    if !form.code.trim().is_empty() {
        step_up(desktop, &case, form.code.trim())?;
    }
    desktop.send(Command::Dispute(command))
}

/// Gives the second factor for one dispute, up to what was paid.
fn step_up(desktop: &Desktop, case: &DisputeCase, code: &str) -> Result<(), Problem> {
    let given = desktop.client.step_up(Purpose::Money(case.id), case.standing.price.minor, code);
    given.map_err(|failed| {
        let mut problem = desktop.failed(&failed);
        if problem.code == Code::InvalidState.wire() {
            problem.text = desktop.text("desk-factor-missing");
        }
        problem
    })
}

fn command_of(desktop: &Desktop, form: &DisputeForm, case: &DisputeCase) -> Result<Dispute, Problem> {
    let dispute = form.id.into();
    Ok(match form.act.as_str() {
        "submit" => Dispute::Submit { dispute },
        "offer_full" => Dispute::OfferFull { dispute },
        "offer" => Dispute::Offer { dispute, offer: offer_of(desktop, form, case)? },
        "accept" => Dispute::Accept { dispute },
        "turn_down" => Dispute::TurnDown { dispute },
        "reject_claim" => Dispute::RejectClaim { dispute },
        "escalate" => Dispute::Escalate { dispute },
        "withdraw" => Dispute::Withdraw { dispute },
        "take_up" => Dispute::TakeUp { dispute },
        "step_back" => Dispute::StepBack { dispute },
        "reopen" => Dispute::Reopen { dispute },
        "add_evidence" => Dispute::AddEvidence { dispute, piece: piece_of(desktop, form)? },
        "appeal" => Dispute::Appeal { dispute, piece: piece_of(desktop, form)? },
        "decide" => {
            let verdict = word_of::<Verdict>(&form.verdict).ok_or_else(|| desktop.wrong("verdict"))?;
            Dispute::Decide { dispute, verdict, note: form.text.trim().to_owned() }
        }
        act => return Err(Problem::program(format!("no step {act}"))),
    })
}

fn offer_of(desktop: &Desktop, form: &DisputeForm, case: &DisputeCase) -> Result<Offer, Problem> {
    let currency = case.standing.price.currency;
    match form.offer.as_str() {
        "partial" => {
            let minor = money_of(desktop, &form.amount, currency.code(), "offer")?;
            Ok(Offer::Partial { refund: Money::new(minor, currency) })
        }
        "return" => Ok(Offer::Return),
        "replace" => Ok(Offer::Replace),
        _ => Err(desktop.wrong("offer")),
    }
}

fn piece_of(desktop: &Desktop, form: &DisputeForm) -> Result<Piece, Problem> {
    let kind = if form.picture.is_some() { EvidenceKind::Picture } else { EvidenceKind::Text };
    let text = form.text.trim().to_owned();
    Ok(Piece { evidence: desktop.new_id()?, kind, text, file: form.picture.clone() })
}
