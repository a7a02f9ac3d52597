//! What a dispute is about: the sale or order, what is known of it, and what a dispute does to it.

use super::case::{About, DisputeCase, Evidence};
use super::model::{Actor, EvidenceKind};
use crate::access::Access;
use crate::auction::deal::Sale;
use crate::auction::model::Listing;
use crate::call::{Call, Stop};
use crate::id::Id;
use crate::money::Money;
use crate::ordering::sale::{Resolution, SaleCommand, SaleRefusal, SaleRole, check_dispute_time, sale_step};
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Fault, Tx};
use crate::time::Timestamp;

/// A sale or order, as far as a dispute asks.
pub(super) struct Subject {
    pub(super) about: About,
    pub(super) id: Id,
    pub(super) community: Id,
    /// The hub that it is of, if it is of one.
    pub(super) hub: Option<Id>,
    /// What was sold, in a line.
    pub(super) title: String,
    pub(super) buyer: Id,
    pub(super) buyer_name: String,
    /// None: the hub itself.
    pub(super) seller: Option<Id>,
    pub(super) seller_name: String,
    pub(super) price: Money,
}

/// What a dispute can be about, as far as the actor sees it.
pub(super) fn find(tx: &mut Tx<'_>, access: &Access, subject: Id) -> Result<Subject, Stop> {
    let sale: Sale = access.see(tx, subject)?;
    Ok(Subject {
        about: About::Sale,
        id: sale.id,
        community: sale.community,
        hub: sale.hub,
        title: sale.title,
        buyer: sale.buyer,
        buyer_name: sale.buyer_name,
        seller: Some(sale.seller),
        seller_name: sale.seller_name,
        price: Money::new(sale.price_minor, sale.currency),
    })
}

/// Whether a dispute about it can be opened at `now`.
pub(super) fn check_time(tx: &mut Tx<'_>, access: &Access, subject: Id, now: Timestamp) -> Result<(), Stop> {
    let sale: Sale = access.see(tx, subject)?;
    Ok(open_to_dispute(&sale, now)?)
}

fn open_to_dispute(sale: &Sale, now: Timestamp) -> Result<(), Refusal> {
    let step = sale_step(sale.state, SaleCommand::Dispute, SaleRole::Buyer);
    step.and_then(|_| check_dispute_time(sale.state, &sale.times(), now)).map_err(|no| match no {
        SaleRefusal::ForbiddenRole => Refusal::new(Code::ForbiddenRole),
        SaleRefusal::InvalidState { .. } => Refusal::new(Code::InvalidState),
        SaleRefusal::DisputeTooEarly { from } => {
            Refusal::new(Code::DisputeTooEarly).with("opens_at", Param::Time(from))
        }
        SaleRefusal::DisputeTooLate { since } => {
            Refusal::new(Code::DisputeTooLate).with("closed_at", Param::Time(since))
        }
    })
}

/// Holds the money of a sale until its dispute is settled.
pub(super) fn hold(tx: &mut Tx<'_>, access: &Access, case: &DisputeCase, now: Timestamp) -> Result<(), Stop> {
    let sale: Sale = access.see(tx, case.subject)?;
    open_to_dispute(&sale, now)?;
    let state = sale_step(sale.state, SaleCommand::Dispute, SaleRole::Buyer);
    let state = state.map_err(|_| Code::InvalidState)?;
    Ok(tx.put(&sale.becoming(state, now))?)
}

/// Settles the money of a sale as its dispute has ended. Where a rule settles.
pub(super) fn resolve(
    tx: &mut Tx<'_>,
    case: &DisputeCase,
    resolution: Resolution,
    now: Timestamp,
) -> Result<(), Stop> {
    let sale: Sale = tx.get(case.subject)?.ok_or(Code::NotFound)?;
    let state = sale_step(sale.state, SaleCommand::Resolve(resolution), SaleRole::System);
    Ok(tx.put(&sale.becoming(state.map_err(|_| Code::InvalidState)?, now))?)
}

/// Puts together what the server knows of it, as evidence of nobody's side. Where a rule settles. What was
/// said about the thing is copied, for it may change; what can't change is pointed at.
pub(super) fn gather<C>(tx: &mut Tx<'_>, call: &Call<C>, case: &DisputeCase) -> Result<(), Fault> {
    let Some(sale) = tx.get::<Sale>(case.subject)? else { return Ok(()) };
    let Some(listing) = tx.get::<Listing>(sale.listing)? else { return Ok(()) };
    let said = format!("{}\n\n{}", listing.title, listing.description);
    for (kind, text) in [(EvidenceKind::Listing, said.trim().to_owned()), (EvidenceKind::Bids, String::new())]
    {
        tx.put(&Evidence {
            id: Id::named("gathered evidence", &format!("{} {kind:?}", case.id)),
            dispute: case.id,
            kind,
            side: Actor::System,
            author: None,
            author_name: String::new(),
            text,
            file: None,
            reference: Some(listing.id),
            made_at: sale.sold_at,
            received_at: call.now,
        })?;
    }
    Ok(())
}
