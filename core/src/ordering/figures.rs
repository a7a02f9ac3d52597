//! Figures of a hub's orders: how many came in, what they came to, and how many were brought in time. For those
//! who run the hub. They are summed up where the rows lie, by quarters of an hour, so that 100,000 orders are
//! counted without being read one by one.

use serde::Serialize;

use super::model::{Fulfilment, OrderKind};
use super::status::Status;
use crate::access::{Access, Permission, Viewer};
use crate::call::Actor;
use crate::id::Id;
use crate::money::{Currency, Money};
use crate::span::{STEP_MS, Span};
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// The orders of one part of a span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrdersFigures {
    /// When the part begins.
    pub from: Timestamp,
    /// Orders that were placed in it.
    pub placed: i64,
    /// Of these, orders that were cancelled since.
    pub cancelled: i64,
    /// What the others came to, a sum for each currency.
    pub revenue: Vec<Money>,
    /// Of that, what was paid.
    pub paid: Vec<Money>,
    /// Deliveries that were made in it by the time that was promised.
    pub on_time: i64,
    /// Deliveries that were made in it after that.
    pub late: i64,
    /// Deliveries that were made in it and for which no time was promised.
    pub unpromised: i64,
}

impl OrdersFigures {
    const fn empty(from: Timestamp) -> Self {
        Self {
            from,
            placed: 0,
            cancelled: 0,
            revenue: Vec::new(),
            paid: Vec::new(),
            on_time: 0,
            late: 0,
            unpromised: 0,
        }
    }
}

/// Orders placed within a quarter of an hour, of one state and currency.
struct Placed {
    at: Timestamp,
    cancelled: bool,
    currency: String,
    count: i64,
    charged: i64,
    paid: i64,
}

/// The figures of a hub's orders; nothing for whoever does not run it. Orders count when they were placed,
/// deliveries when they were made: by the driver's clock, and never later than the
/// server heard of them.
///
/// # Errors
/// The store's fault.
pub fn orders(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    hub: Id,
    span: &Span,
) -> Result<Vec<OrdersFigures>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    if access.require(Permission::RunOrders, community, Some(hub)).is_err() {
        return Ok(Vec::new());
    }
    let mut figures: Vec<OrdersFigures> =
        span.starts().iter().map(|from| OrdersFigures::empty(*from)).collect();
    for placed in placed(tx, hub, span)? {
        let part = span.part(placed.at).and_then(|part| figures.get_mut(part));
        if let Some(figures) = part {
            count(figures, &placed)?;
        }
    }
    for (at, verdict, deliveries) in delivered(tx, hub, span)? {
        let Some(figures) = span.part(at).and_then(|part| figures.get_mut(part)) else { continue };
        let counter = match verdict {
            0 => &mut figures.on_time,
            1 => &mut figures.late,
            _ => &mut figures.unpromised,
        };
        *counter = counter.saturating_add(deliveries);
    }
    Ok(figures)
}

fn count(figures: &mut OrdersFigures, placed: &Placed) -> Result<(), Fault> {
    figures.placed = figures.placed.saturating_add(placed.count);
    if placed.cancelled {
        figures.cancelled = figures.cancelled.saturating_add(placed.count);
        return Ok(());
    }
    let currency =
        Currency::new(&placed.currency).map_err(|_| Fault::Shape("an order's currency".to_owned()))?;
    add(&mut figures.revenue, Money::new(placed.charged, currency));
    add(&mut figures.paid, Money::new(placed.paid, currency));
    Ok(())
}

fn add(sums: &mut Vec<Money>, amount: Money) {
    match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
        Some(sum) => sum.minor = sum.minor.saturating_add(amount.minor),
        None => sums.push(amount),
    }
}

/// The orders of a hub that were placed within a span, summed up.
fn placed(tx: &mut Tx<'_>, hub: Id, span: &Span) -> Result<Vec<Placed>, Fault> {
    let text = format!(
        "SELECT placed_at / {STEP_MS} AS step, CASE WHEN status = ? THEN 1 ELSE 0 END AS cancelled, currency,
         COUNT(*), CAST(SUM(charged_minor) AS BIGINT), CAST(SUM(paid_minor) AS BIGINT)
         FROM orders WHERE hub = ? AND kind = ? AND placed_at >= ? AND placed_at < ?
         GROUP BY step, cancelled, currency ORDER BY step, cancelled, currency"
    );
    let params: [Value; 5] = [
        word(Status::Cancelled)?,
        hub.into(),
        word(OrderKind::Order)?,
        span.from().into(),
        span.until().into(),
    ];
    tx.query(&text, &params, |row| {
        Ok(Placed {
            at: at(row.int(0)?),
            cancelled: row.int(1)? == 1,
            currency: row.text(2)?.to_owned(),
            count: row.int(3)?,
            charged: row.int(4)?,
            paid: row.int(5)?,
        })
    })
}

/// The deliveries of a hub within a span: when, whether in time (0), late (1) or neither (2), and how many. What
/// was changed last before the span was delivered before it.
fn delivered(tx: &mut Tx<'_>, hub: Id, span: &Span) -> Result<Vec<(Timestamp, i64, i64)>, Fault> {
    let text = format!(
        "SELECT done / {STEP_MS} AS step,
         CASE WHEN promised IS NULL THEN 2 WHEN done <= promised THEN 0 ELSE 1 END AS verdict, COUNT(*)
         FROM (
             SELECT MIN(CASE WHEN e.made_at < e.received_at THEN e.made_at ELSE e.received_at END) AS done,
                    COALESCE(o.window_until, c.arrives_by) AS promised
             FROM orders o
             JOIN order_event e ON e.order_id = o.id AND e.status = o.status
             LEFT JOIN order_cycle c ON c.id = o.cycle
             WHERE o.hub = ? AND o.kind = ? AND o.status = ? AND o.fulfilment = ? AND o.changed_at >= ?
             GROUP BY o.id, o.window_until, c.arrives_by
         ) made WHERE done >= ? AND done < ?
         GROUP BY step, verdict ORDER BY step, verdict"
    );
    let params: [Value; 7] = [
        hub.into(),
        word(OrderKind::Order)?,
        word(Status::Delivered)?,
        word(Fulfilment::Delivery)?,
        span.from().into(),
        span.from().into(),
        span.until().into(),
    ];
    tx.query(&text, &params, |row| Ok((at(row.int(0)?), row.int(1)?, row.int(2)?)))
}

const fn at(step: i64) -> Timestamp {
    Timestamp(step.saturating_mul(STEP_MS))
}

/// The word of a column's value.
fn word<T: Serialize>(value: T) -> Result<Value, Fault> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(Value::from(word)),
        _ => Err(Fault::Bug("a word is no text".to_owned())),
    }
}
