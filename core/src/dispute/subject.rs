//! What a dispute is about: the sale or order, what is known of it, and what a dispute does to it.
//!
//! A sale's money is held until its dispute is settled. An order has no such state: what it owes its customer in
//! the end is a task of its hub, which gets a ticket.

use super::case::{About, DisputeCase, Evidence};
use super::model::{Actor, EvidenceKind};
use crate::access::Access;
use crate::auction::deal::Sale;
use crate::auction::model::Listing;
use crate::call::{Call, Stop};
use crate::community::model::Hub;
use crate::delivery::record::ProofRecord;
use crate::id::Id;
use crate::money::Money;
use crate::ordering::model::{Order, OrderCycle, OrderEvent};
use crate::ordering::sale::{
    Resolution, SaleCommand, SaleRefusal, SaleRole, SaleState, SaleTimes, check_dispute_time, sale_step,
};
use crate::ordering::status::Status;
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Fault, Tx, Value};
use crate::support::command::{Opening, open_for_staff};
use crate::support::model::Cause;
use crate::time::{DAY_MS, Timestamp};

/// By when an order has arrived that named no time.
const ORDER_PROMISE_MS: i64 = 7 * DAY_MS;

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
    /// Where its money is, as the rules of sales say it.
    state: SaleState,
    times: SaleTimes,
}

impl Subject {
    /// Whether a dispute about it can be opened at `now`.
    pub(super) fn check_time(&self, now: Timestamp) -> Result<(), Refusal> {
        let step = sale_step(self.state, SaleCommand::Dispute, SaleRole::Buyer);
        step.and_then(|_| check_dispute_time(self.state, &self.times, now)).map_err(|no| match no {
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
}

/// What a dispute can be about, as far as the actor sees it.
pub(super) fn find(tx: &mut Tx<'_>, access: &Access, subject: Id) -> Result<Subject, Stop> {
    if let Some(sale) = access.find::<Sale>(tx, subject)? {
        return Ok(of_sale(sale));
    }
    let order: Order = access.see(tx, subject)?;
    of_order(tx, access, order)
}

fn of_sale(sale: Sale) -> Subject {
    Subject {
        about: About::Sale,
        id: sale.id,
        community: sale.community,
        hub: sale.hub,
        buyer: sale.buyer,
        seller: Some(sale.seller),
        price: Money::new(sale.price_minor, sale.currency),
        state: sale.state,
        times: sale.times(),
        title: sale.title,
        buyer_name: sale.buyer_name,
        seller_name: sale.seller_name,
    }
}

fn of_order(tx: &mut Tx<'_>, access: &Access, order: Order) -> Result<Subject, Stop> {
    let buyer = order.customer.ok_or(Code::NotFound)?;
    // Who asks may see the order and not its customer, as a driver does.
    let member = access.member(order.community).filter(|member| member.user_id == buyer);
    let hub = tx.get::<Hub>(order.hub)?;
    let state = match order.status {
        Status::Cancelled | Status::Returned => SaleState::Cancelled,
        Status::Delivered => SaleState::HandedOver,
        _ => SaleState::Paid,
    };
    // Once settled, it is not opened again.
    let cases = tx.select::<DisputeCase>("subject = ? ORDER BY id", &[Value::from(order.id)])?;
    let settled = cases.iter().any(|case| case.buyer == buyer && case.settled_at.is_some());
    Ok(Subject {
        about: About::Order,
        id: order.id,
        community: order.community,
        hub: Some(order.hub),
        title: order.tracking.clone(),
        buyer,
        buyer_name: member.map_or_else(|| order.recipient.clone(), |member| member.display_name.clone()),
        seller: None,
        seller_name: hub.map(|hub| hub.name).unwrap_or_default(),
        price: Money::new(order.charged_minor, order.currency),
        state: if settled { SaleState::Resolved(Resolution::Release) } else { state },
        times: times_of(tx, &order)?,
    })
}

fn times_of(tx: &mut Tx<'_>, order: &Order) -> Result<SaleTimes, Fault> {
    let cycle = match order.cycle {
        Some(cycle) => tx.get::<OrderCycle>(cycle)?,
        None => None,
    };
    let promised = order.window_until.or(cycle.map(|cycle| cycle.arrives_by));
    let events =
        tx.select::<OrderEvent>("order_id = ? ORDER BY received_at, id", &[Value::from(order.id)])?;
    let delivered = events.iter().rev().find(|event| event.status == Status::Delivered);
    Ok(SaleTimes {
        sold_at: order.placed_at,
        promised_by: promised.unwrap_or(order.placed_at.plus(ORDER_PROMISE_MS)),
        handed_over_at: delivered.map(|event| event.received_at),
        received_at: None,
    })
}

/// Holds the money of a sale until its dispute is settled.
pub(super) fn hold(tx: &mut Tx<'_>, access: &Access, case: &DisputeCase, now: Timestamp) -> Result<(), Stop> {
    find(tx, access, case.subject)?.check_time(now)?;
    if case.about == About::Order {
        return Ok(());
    }
    let sale: Sale = access.see(tx, case.subject)?;
    let state = sale_step(sale.state, SaleCommand::Dispute, SaleRole::Buyer);
    let state = state.map_err(|_| Code::InvalidState)?;
    Ok(tx.put(&sale.becoming(state, now))?)
}

/// Settles the money as a dispute has ended. Where a rule settles.
pub(super) fn resolve<C>(
    tx: &mut Tx<'_>,
    call: &Call<C>,
    case: &DisputeCase,
    resolution: Resolution,
) -> Result<(), Stop> {
    if case.about == About::Order {
        return pay_back(tx, call, case);
    }
    let sale: Sale = tx.get(case.subject)?.ok_or(Code::NotFound)?;
    let state = sale_step(sale.state, SaleCommand::Resolve(resolution), SaleRole::System);
    Ok(tx.put(&sale.becoming(state.map_err(|_| Code::InvalidState)?, call.now))?)
}

/// Lets the people of a hub know what they owe a customer.
fn pay_back<C>(tx: &mut Tx<'_>, call: &Call<C>, case: &DisputeCase) -> Result<(), Stop> {
    let minor = case.refunded_minor();
    if minor == 0 {
        return Ok(());
    }
    let amount = Param::Money(minor, case.standing.price.currency.code().to_owned());
    let params = [("order", Param::Text(case.title.clone())), ("amount", amount)];
    let params = params.into_iter().chain([("name", Param::Text(case.buyer_name.clone()))]);
    let opening = Opening {
        community: case.community,
        hub: case.hub,
        cause: Cause::RefundDecided,
        params: params.map(|(name, value)| (name.to_owned(), value)).collect(),
        order: Some(case.subject),
        text: String::new(),
    };
    open_for_staff(tx, call.id, call.now, opening)?;
    Ok(())
}

/// Puts together what the server knows of it, as evidence of nobody's side. Where a rule settles. What was
/// said about the thing is copied, for it may change; what can't change is pointed at.
pub(super) fn gather<C>(tx: &mut Tx<'_>, call: &Call<C>, case: &DisputeCase) -> Result<(), Fault> {
    match case.about {
        About::Sale => gather_sale(tx, call, case),
        About::Order => gather_order(tx, call, case),
    }
}

fn gather_sale<C>(tx: &mut Tx<'_>, call: &Call<C>, case: &DisputeCase) -> Result<(), Fault> {
    let Some(sale) = tx.get::<Sale>(case.subject)? else { return Ok(()) };
    let Some(listing) = tx.get::<Listing>(sale.listing)? else { return Ok(()) };
    let said = format!("{}\n\n{}", listing.title, listing.description);
    for (kind, text) in [(EvidenceKind::Listing, said.trim().to_owned()), (EvidenceKind::Bids, String::new())]
    {
        tx.put(&Evidence { text, ..gathered(call, case, kind, listing.id, sale.sold_at) })?;
    }
    Ok(())
}

/// The proofs of delivery with their digests and first pictures, and the driver's run.
fn gather_order<C>(tx: &mut Tx<'_>, call: &Call<C>, case: &DisputeCase) -> Result<(), Fault> {
    let proofs =
        tx.select::<ProofRecord>("order_id = ? ORDER BY made_at, id", &[Value::from(case.subject)])?;
    for proof in proofs {
        let piece = gathered(call, case, EvidenceKind::Proof, proof.id, proof.made_at);
        tx.put(&Evidence { text: proof.digest, file: proof.photo_1, ..piece })?;
    }
    let Some(order) = tx.get::<Order>(case.subject)? else { return Ok(()) };
    if let Some(run) = order.run {
        tx.put(&gathered(call, case, EvidenceKind::Telemetry, run, order.changed_at))?;
    }
    Ok(())
}

/// A piece that points to a row.
fn gathered<C>(
    call: &Call<C>,
    case: &DisputeCase,
    kind: EvidenceKind,
    reference: Id,
    made_at: Timestamp,
) -> Evidence {
    Evidence {
        id: Id::named("gathered evidence", &format!("{} {kind:?} {reference}", case.id)),
        dispute: case.id,
        kind,
        side: Actor::System,
        author: None,
        author_name: String::new(),
        text: String::new(),
        file: None,
        reference: Some(reference),
        made_at,
        received_at: call.now,
    }
}
