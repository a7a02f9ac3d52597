//! How a dispute begins: a draft that its buyer alone sees, and sending it.

use super::case::{DisputeCase, Evidence};
use super::command::Command;
use super::model::{self, Act, Actor, Dispute, EvidenceKind, State};
use super::{machine, steps, subject};
use crate::access::Access;
use crate::call::{self, Call, Stop};
use crate::check::Check;
use crate::refusal::{Code, Refusal};
use crate::store::{Tx, Value};
use crate::support::model::terms_of;

/// Writes a draft. Its words are the first piece of evidence.
pub(super) fn draft(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let Command::Draft { dispute, subject, reason, text } = call.command else { return Ok(()) };
    let of = subject::find(tx, access, *subject)?;
    access.require(call.command.permission(), of.community, of.hub)?;
    if call.actor != call::Actor::Person(of.buyer) {
        return Err(Code::ForbiddenRole.into());
    }
    of.check_time(call.now)?;
    machine::check_evidence(EvidenceKind::Text, text, false).map_err(|_| {
        let issue = if text.trim().is_empty() { "required" } else { "too_long" };
        Refusal::new(Code::ValidationFailed).field("text", issue)
    })?;
    Check::new().prose("text", text).done()?;
    if of.price.minor <= 0 {
        return Err(Code::InvalidState.into());
    }
    let begun = tx.select::<DisputeCase>("subject = ? ORDER BY id", &[Value::from(*subject)])?;
    if begun.iter().any(|case| case.buyer == of.buyer && case.state != State::Closed) {
        return Err(Code::AlreadyExists.into());
    }
    let calendar = terms_of(tx, of.community, of.hub)?.calendar;
    let standing = Dispute::draft(*reason, of.price, call.now, &calendar);
    let case = DisputeCase {
        id: *dispute,
        community: of.community,
        hub: of.hub,
        about: of.about,
        subject: of.id,
        title: of.title,
        buyer: of.buyer,
        buyer_name: of.buyer_name.clone(),
        seller: of.seller,
        seller_name: of.seller_name,
        state: standing.state,
        due_at: standing.due_at,
        settles_at: None,
        settled_at: None,
        mediated: false,
        standing,
        created_at: call.now,
        moved_at: call.now,
    };
    let words = Evidence {
        id: call.id.derive(0),
        dispute: case.id,
        kind: EvidenceKind::Text,
        side: Actor::Buyer,
        author: Some(of.buyer),
        author_name: of.buyer_name,
        text: text.clone(),
        file: None,
        reference: None,
        made_at: call.at,
        received_at: call.now,
    };
    let fresh = tx.insert(&case)? && tx.insert(&words)?;
    if fresh { Ok(()) } else { Err(Code::AlreadyExists.into()) }
}

/// Sends a draft to the seller, if the sale is still open to a dispute.
pub(super) fn submit(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    case: DisputeCase,
) -> Result<(), Stop> {
    let actor = case.actor(access, call.actor, Act::Submit);
    steps::execute(tx, access, call, case.clone(), actor, model::Command::Submit)?;
    subject::hold(tx, access, &case, call.now)
}
