//! What the screens of people who order show: one's orders, and one order in full. The shop is in
//! [`super::shop`], the manager's long list in [`super::board`].

use serde::Serialize;

use super::model::{Fulfilment, Order, OrderCycle, OrderEvent, OrderKind, OrderLine, Payment};
use super::pick::{Remainder, ShortReason};
use super::shop::{TrainCard, train_card};
use super::status::{self, Role as Capacity, Status, offered};
use super::steps::lines_of;
use super::timeline::in_turn;
use crate::access::{Access, Viewer};
use crate::call::Actor;
use crate::community::model::{Address, Hub};
use crate::delivery::model::{RunStop, StopPhase};
use crate::delivery::record::ProofRecord;
use crate::delivery::runs::stop_of;
use crate::delivery::stop::FailReason;
use crate::i18n::{Locale, format_money};
use crate::id::Id;
use crate::inventory::view::price_text;
use crate::store::{Entity, Fault, Tx, Value};
use crate::time::Timestamp;

/// Orders on one page of one's own list.
pub const ORDERS_PER_PAGE: usize = 50;

/// An order as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrderCard {
    /// The order.
    pub id: Id,
    /// Its hub.
    pub hub: Id,
    /// Its hub's name.
    pub hub_name: String,
    /// What it is.
    pub kind: OrderKind,
    /// Its tracking number.
    pub tracking: String,
    /// Where the goods are; its words are `order-status-…`.
    pub status: Status,
    /// Whether the server has not decided it yet: it is requested, nothing is reserved.
    pub requested: bool,
    /// How the goods get there.
    pub fulfilment: Fulfilment,
    /// Who takes them.
    pub recipient: String,
    /// Whose it is.
    pub customer: Option<Id>,
    /// Units of all lines.
    pub units: i64,
    /// What is to be paid, in minor units.
    pub charged_minor: i64,
    /// The same, written out.
    pub charged: String,
    /// What is still to be paid, in minor units.
    pub due_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// The train it goes with.
    pub cycle: Option<Id>,
    /// Who brings it.
    pub driver: Option<Id>,
    /// The run it is in.
    pub run: Option<Id>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// One order in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrderPage {
    /// As in the list.
    pub card: OrderCard,
    /// Its lines.
    pub lines: Vec<LineCard>,
    /// Its history, the oldest first.
    pub timeline: Vec<EventCard>,
    /// Where to.
    pub address: Option<Address>,
    /// Latitude of the door in micro-degrees.
    pub lat_e6: Option<i64>,
    /// Longitude of the door in micro-degrees.
    pub lon_e6: Option<i64>,
    /// How to reach the recipient.
    pub phone: String,
    /// For the driver.
    pub notes: String,
    /// Not before.
    pub window_from: Option<Timestamp>,
    /// Not after.
    pub window_until: Option<Timestamp>,
    /// The hub's IANA time zone.
    pub time_zone: String,
    /// When the money is due.
    pub payment: Payment,
    /// Goods, in minor units.
    pub goods_minor: i64,
    /// Delivery, in minor units.
    pub delivery_minor: i64,
    /// What was agreed, in minor units.
    pub total_minor: i64,
    /// What was paid, in minor units.
    pub paid_minor: i64,
    /// Its train.
    pub train: Option<TrainCard>,
    /// Why the last delivery failed; its words are `fail-reason-…`.
    pub fail_reason: Option<FailReason>,
    /// The order whose missing units it brings.
    pub follows: Option<Id>,
    /// How the driver is seen.
    pub driver_name: Option<String>,
    /// Whether the driver's position may be shown to the customer now.
    pub shows_driver: bool,
    /// Its stop, where it is in a run.
    pub stop: Option<StopCard>,
    /// Its proofs of delivery, the first first.
    pub proofs: Vec<ProofCard>,
    /// What the viewer could do next; the words are `order-step-…`.
    pub offered: Vec<status::Command>,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineCard {
    /// The line.
    pub id: Id,
    /// Its place in the order.
    pub position: i64,
    /// The product.
    pub product: Id,
    /// Its code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// What is counted.
    pub unit: String,
    /// What one unit costs, written out.
    pub price: String,
    /// Units ordered.
    pub quantity: i64,
    /// Units reserved.
    pub reserved: i64,
    /// Units it waits for.
    pub back_ordered: i64,
    /// Units in the crate.
    pub packed: Option<i64>,
    /// Units handed over.
    pub delivered: Option<i64>,
    /// Why units are missing; its words are `short-reason-…`.
    pub short_reason: Option<ShortReason>,
    /// What happens to them.
    pub remainder: Option<Remainder>,
    /// The line in whose place it came.
    pub replaces: Option<Id>,
    /// What it cost, in minor units.
    pub amount_minor: i64,
    /// What is to be paid of that.
    pub charged_minor: i64,
    /// The same, written out.
    pub charged: String,
}

/// A step of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventCard {
    /// What was done; its words are `order-event-…`.
    pub command: String,
    /// Where the goods were afterwards.
    pub status: Status,
    /// In what capacity.
    pub role: Capacity,
    /// Who; none: the server itself.
    pub actor: Option<Id>,
    /// When it was done.
    pub made_at: Timestamp,
    /// When it was decided.
    pub received_at: Timestamp,
    /// Why a delivery failed.
    pub reason: Option<FailReason>,
    /// In somebody's own words.
    pub note: String,
}

/// The stop that brings an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StopCard {
    /// The stop.
    pub id: Id,
    /// The run.
    pub run: Id,
    /// Where it is; its words are `stop-phase-…`.
    pub phase: StopPhase,
    /// When the driver should be there.
    pub planned_at: Option<Timestamp>,
    /// When the driver was there.
    pub arrived_at: Option<Timestamp>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

/// A proof of delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProofCard {
    /// The proof.
    pub id: Id,
    /// Whether it is the one that counts.
    pub counts: bool,
    /// The record as the phone made it.
    pub proof: crate::delivery::proof::Proof,
    /// Content hashes of its pictures.
    pub photos: Vec<String>,
    /// Content hash of the signature's picture.
    pub signature: Option<String>,
    /// When, by the driver's phone.
    pub made_at: Timestamp,
    /// When the server received it; none: it has not.
    pub received_at: Option<Timestamp>,
    /// Why somebody should look at it; the words are `review-…`.
    pub reviews: Vec<crate::delivery::proof::Review>,
    /// The record's digest.
    pub digest: String,
}

/// The viewer's orders, the newest first; `after` is the last of the page before.
///
/// # Errors
/// The store's fault.
pub fn my_orders(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    after: Option<&OrderCard>,
) -> Result<Vec<OrderCard>, Fault> {
    let (at, id) = after.map_or((Timestamp(i64::MAX), Id::default()), |last| (last.placed_at, last.id));
    let clause = format!(
        "customer = ? AND (placed_at < ? OR (placed_at = ? AND id > ?))
         ORDER BY placed_at DESC, id LIMIT {ORDERS_PER_PAGE}"
    );
    let params: [Value; 4] = [viewer.user.into(), at.into(), at.into(), id.into()];
    let found = tx.select::<Order>(&clause, &params)?;
    found.iter().map(|order| card(tx, viewer.locale, order)).collect()
}

/// An order as a list shows it.
///
/// # Errors
/// The store's fault.
pub fn card(tx: &mut Tx<'_>, locale: Locale, order: &Order) -> Result<OrderCard, Fault> {
    let hub: Option<Hub> = tx.get(order.hub)?;
    // What the server has not seen is a request: there is nothing beneath it.
    let requested = matches!(tx.confirmed::<Order>(order.id)?, Some(None));
    Ok(OrderCard {
        id: order.id,
        hub: order.hub,
        hub_name: hub.map(|hub| hub.name).unwrap_or_default(),
        kind: order.kind,
        tracking: order.tracking.clone(),
        status: order.status,
        requested,
        fulfilment: order.fulfilment,
        recipient: order.recipient.clone(),
        customer: order.customer,
        units: order.units,
        charged_minor: order.charged_minor,
        charged: format_money(order.charged_minor, order.currency.code(), locale),
        due_minor: order.due_minor(),
        currency: order.currency.code().to_owned(),
        cycle: order.cycle,
        driver: order.driver,
        run: order.run,
        placed_at: order.placed_at,
        changed_at: order.changed_at,
    })
}

/// One order in full, if the viewer may see it.
///
/// # Errors
/// The store's fault.
pub fn order(tx: &mut Tx<'_>, viewer: &Viewer, order: Id) -> Result<Option<OrderPage>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let Some(order) = tx.get::<Order>(order)? else { return Ok(None) };
    if !order.scopes(tx)?.iter().any(|scope| access.scopes().contains(scope)) {
        return Ok(None);
    }
    let clause = "order_id = ? ORDER BY received_at, made_at, id";
    let events = tx.select::<OrderEvent>(clause, &[Value::from(order.id)])?;
    let lines = lines_of(tx, order.id)?;
    let stop = stop_of(tx, &order)?;
    let train = match order.cycle {
        Some(cycle) => tx.get::<OrderCycle>(cycle)?,
        None => None,
    };
    let hub: Option<Hub> = tx.get(order.hub)?;
    let roles = order.capacities(&access, Actor::Person(viewer.user));
    let mut steps: Vec<status::Command> =
        roles.iter().flat_map(|role| offered(order.status, *role)).collect();
    steps.sort_unstable();
    steps.dedup();
    let counted = stop.as_ref().and_then(|stop| stop.proof);
    Ok(Some(OrderPage {
        card: card(tx, viewer.locale, &order)?,
        lines: lines.iter().map(|line| line_card(&order, line, viewer.locale)).collect(),
        timeline: in_turn(events).into_iter().map(event_card).collect(),
        time_zone: hub.map(|hub| hub.time_zone).unwrap_or_default(),
        payment: order.payment,
        goods_minor: order.goods_minor,
        delivery_minor: order.delivery_minor,
        total_minor: order.total_minor,
        paid_minor: order.paid_minor,
        train: train.map(|cycle| train_card(&cycle, viewer.now)),
        fail_reason: order.fail_reason,
        follows: order.follows,
        driver_name: stop.as_ref().map(|stop| stop.driver_name.clone()),
        shows_driver: order.status.shows_driver(),
        stop: stop.as_ref().map(stop_card),
        proofs: proofs(tx, order.id, counted)?,
        offered: steps,
        address: order.address,
        lat_e6: order.lat_e6,
        lon_e6: order.lon_e6,
        phone: order.phone,
        notes: order.notes,
        window_from: order.window_from,
        window_until: order.window_until,
    }))
}

/// The order with a tracking number, as somebody types it.
///
/// # Errors
/// The store's fault.
pub fn by_tracking(tx: &mut Tx<'_>, viewer: &Viewer, typed: &str) -> Result<Option<OrderPage>, Fault> {
    let Ok(number) = typed.parse::<super::tracking::TrackingNumber>() else { return Ok(None) };
    let found = tx.select::<Order>("tracking = ? ORDER BY id", &[Value::from(number.to_string())])?;
    match found.first() {
        Some(found) => order(tx, viewer, found.id),
        None => Ok(None),
    }
}

/// The proofs of an order; `counted` is the one that counts.
///
/// # Errors
/// The store's fault.
pub fn proofs(tx: &mut Tx<'_>, order: Id, counted: Option<Id>) -> Result<Vec<ProofCard>, Fault> {
    let records = tx.select::<ProofRecord>("order_id = ? ORDER BY made_at, id", &[Value::from(order)])?;
    let photos = |record: &ProofRecord| {
        [&record.photo_1, &record.photo_2, &record.photo_3].into_iter().flatten().cloned().collect()
    };
    let card = |record: ProofRecord| ProofCard {
        id: record.id,
        counts: counted == Some(record.id),
        photos: photos(&record),
        signature: record.signature_image,
        made_at: record.made_at,
        received_at: record.received_at,
        reviews: record.reviews.into_iter().collect(),
        digest: record.digest,
        proof: record.proof,
    };
    Ok(records.into_iter().map(card).collect())
}

fn line_card(order: &Order, line: &OrderLine, locale: Locale) -> LineCard {
    LineCard {
        id: line.id,
        position: line.position,
        product: line.product,
        sku: line.sku.clone(),
        name: line.name.get(locale, Locale::default()).to_owned(),
        unit: line.unit.clone(),
        price: price_text(line.unit_price(order.currency), locale),
        quantity: line.quantity,
        reserved: line.reserved,
        back_ordered: line.back_ordered,
        packed: line.packed,
        delivered: line.delivered,
        short_reason: line.short_reason,
        remainder: line.remainder,
        replaces: line.replaces,
        amount_minor: line.amount_minor,
        charged_minor: line.charged_minor,
        charged: format_money(line.charged_minor, order.currency.code(), locale),
    }
}

fn event_card(event: OrderEvent) -> EventCard {
    EventCard {
        command: event.command,
        status: event.status,
        role: event.role,
        actor: event.actor,
        made_at: event.made_at,
        received_at: event.received_at,
        reason: event.reason,
        note: event.note,
    }
}

fn stop_card(stop: &RunStop) -> StopCard {
    let RunStop { id, run, phase, planned_at, arrived_at, done_at, .. } = *stop;
    StopCard { id, run, phase, planned_at, arrived_at, done_at }
}
