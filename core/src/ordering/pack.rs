//! Packing: what lies in the crate, and what becomes of what does not.
//!
//! A picker who does not find units says so; they are not there, so the hub's book loses them at once. What
//! is missing comes with an order of its own later, is replaced with consent, or is not charged.

use super::command::{Command, LinePick};
use super::model::{Order, OrderLine};
use super::pick::{Pick, PickFault, Remainder, ShortReason, pick};
use super::place::free_tracking;
use super::status::Status;
use super::steps::{self, Act};
use super::total::Line;
use crate::access::Access;
use crate::call::{Call, Stop};
use crate::check::Check;
use crate::id::Id;
use crate::inventory::ledger;
use crate::inventory::model::{Product, StockLevel};
use crate::inventory::stock::{AdjustReason, Holding};
use crate::notice::model::Kind;
use crate::refusal::{Code, Refusal};
use crate::store::{Fault, Tx};

/// Writes what was packed; the order with what is to be paid now.
pub(super) fn execute(
    tx: &mut Tx<'_>,
    access: &Access,
    order: Order,
    picks: &[LinePick],
) -> Result<Order, Stop> {
    let lines = steps::lines_of(tx, order.id)?;
    let known = |one: &LinePick| lines.iter().any(|line| line.position == one.position);
    let once = |one: &LinePick| picks.iter().filter(|other| other.position == one.position).count() == 1;
    let fit = picks.iter().all(|one| known(one) && once(one));
    Check::new().that(fit, "picks", "unknown").done()?;
    let mut position = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let mut charged = order.delivery_minor;
    for line in &lines {
        let given = picks.iter().find(|one| one.position == line.position);
        let given = given.map_or(whole(line), |one| one.pick);
        let field = |issue: &str| {
            Refusal::new(Code::ValidationFailed).field(&format!("picks.{}", line.position), issue)
        };
        if given.packed > line.reserved {
            return Err(field(if picks.is_empty() { "required" } else { "out_of_range" }).into());
        }
        let given = with_price(tx, access, &order, given)?.ok_or_else(|| field("unknown"))?;
        let level: Option<StockLevel> = access.find(tx, StockLevel::id_of(order.hub, line.product))?;
        let back_order = level.is_some_and(|level| level.back_order);
        let of = Line {
            product: line.product,
            unit_price: line.unit_price(order.currency),
            quantity: line.quantity,
        };
        // What costs nothing, as the rest of another order, stays so.
        let picked = pick(&of, &given, back_order).map_err(|fault| field(issue(fault)))?;
        let share = if line.amount_minor == 0 { 0 } else { picked.charged.minor };
        charged = charged.saturating_add(share);
        tx.put(&OrderLine {
            packed: Some(picked.packed),
            short_reason: given.reason,
            remainder: given.remainder,
            charged_minor: share,
            ..line.clone()
        })?;
        if let Some((product, units)) = picked.substituted {
            let other: Option<Product> = tx.get(product)?;
            tx.put(&substitute(other, &order, line, position, units)?)?;
            position = position.saturating_add(1);
        }
    }
    Ok(Order { charged_minor: charged, ..order })
}

fn whole(line: &OrderLine) -> Pick {
    Pick { packed: line.quantity, reason: None, remainder: None }
}

/// The pick with the price that the substitute really has, and with the consent given in the order. None
/// when there is no such product.
fn with_price(tx: &mut Tx<'_>, access: &Access, order: &Order, given: Pick) -> Result<Option<Pick>, Fault> {
    let Some(Remainder::Substitute { product, consent, .. }) = given.remainder else {
        return Ok(Some(given));
    };
    let found: Option<Product> = access.find(tx, product)?;
    let found = found.filter(|found| found.community == order.community && found.archived_at.is_none());
    Ok(found.map(|found| {
        let consent = consent || order.substitutes_ok;
        let remainder = Remainder::Substitute { product, unit_price: found.unit_price(), consent };
        Pick { remainder: Some(remainder), ..given }
    }))
}

/// The line of another product in the place of `line`; what it costs is in that line's charge.
fn substitute(
    product: Option<Product>,
    order: &Order,
    line: &OrderLine,
    position: i64,
    units: i64,
) -> Result<OrderLine, Stop> {
    let product = product.ok_or(Code::NotFound)?;
    Ok(OrderLine {
        id: OrderLine::id_of(order.id, position),
        product: product.id,
        position,
        sku: product.sku,
        name: product.name,
        unit: product.unit,
        price_e4: product.price_e4,
        quantity: units,
        amount_minor: 0,
        charged_minor: 0,
        reserved: 0,
        back_ordered: 0,
        packed: Some(units),
        short_reason: None,
        remainder: None,
        replaces: Some(line.id),
        ..line.clone()
    })
}

const fn issue(fault: PickFault) -> &'static str {
    match fault {
        PickFault::ReasonMissing | PickFault::RemainderMissing => "required",
        PickFault::ConsentMissing => "consent_missing",
        PickFault::NoBackOrder => "no_back_order",
        PickFault::PackedOutOfRange | PickFault::Money(_) => "out_of_range",
        PickFault::NothingIsMissing | PickFault::SubstituteIsTheSame => "unknown",
    }
}

/// Gives back what is not in the crate, reserves what takes its place, and tells the customer.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    call: &Call<&Command>,
    order: Id,
    picks: &[LinePick],
) -> Result<(), Stop> {
    if picks.is_empty() {
        return Ok(());
    }
    let order: Order = tx.get(order)?.ok_or(Code::NotFound)?;
    let act = Act::of(call);
    let mut rest = Vec::new();
    for mut line in steps::lines_of(tx, order.id)? {
        if line.replaces.is_some() {
            let mut lines = [line];
            ledger::reserve(tx, act.call, act.now, &order, &mut lines)?;
            let [line] = lines;
            if line.back_ordered > 0 {
                return Err(Code::InsufficientInventory.into());
            }
            tx.put(&line)?;
            continue;
        }
        let Some(reason) = line.short_reason else { continue };
        let missing = line.quantity.saturating_sub(line.packed.unwrap_or_default());
        let gone = line.reserved.saturating_sub(line.packed.unwrap_or_default()).max(0);
        let holding = Holding { reserved: gone, back_ordered: line.back_ordered };
        ledger::lose(tx, &act, &mut line, holding, loss(reason))?;
        if matches!(line.remainder, Some(Remainder::BackOrder)) {
            rest.push((line, missing));
        }
    }
    if !rest.is_empty() {
        follow_up(tx, &act, &order, &rest)?;
    }
    let short = picks.iter().any(|one| one.pick.reason.is_some());
    if short { steps::told(tx, &act, &order, Kind::OrderShort) } else { Ok(()) }
}

/// Why the hub's book loses units that a picker did not find.
const fn loss(reason: ShortReason) -> AdjustReason {
    match reason {
        ShortReason::Damaged | ShortReason::Quality => AdjustReason::Damaged,
        ShortReason::Expired => AdjustReason::Expired,
        ShortReason::NotFound => AdjustReason::Lost,
        ShortReason::OutOfStock | ShortReason::NotDelivered => AdjustReason::Counted,
    }
}

/// An order for what is missing: paid with the first, waiting where the first waited.
fn follow_up(tx: &mut Tx<'_>, act: &Act, order: &Order, rest: &[(OrderLine, i64)]) -> Result<(), Stop> {
    let id = Id::of("rest of an order", &[act.call, order.id]);
    let next = Order {
        id,
        status: Status::Confirmed,
        units: rest.iter().fold(0, |sum, (_, units)| units.saturating_add(sum)),
        goods_minor: 0,
        delivery_minor: 0,
        total_minor: 0,
        charged_minor: 0,
        paid_minor: 0,
        paid_at: None,
        cycle: None,
        placement: None,
        driver: None,
        run: None,
        retries: 0,
        follows: Some(order.id),
        placed_at: act.now,
        changed_at: act.now,
        ..order.clone()
    };
    let next = Order { tracking: free_tracking(tx, &next, id)?, ..next };
    tx.put(&next)?;
    let mut lines: Vec<OrderLine> = (0..)
        .zip(rest)
        .map(|(position, (line, units))| OrderLine {
            id: OrderLine::id_of(id, position),
            order_id: id,
            position,
            quantity: *units,
            amount_minor: 0,
            charged_minor: 0,
            reserved: 0,
            back_ordered: 0,
            packed: None,
            short_reason: None,
            remainder: None,
            ..line.clone()
        })
        .collect();
    ledger::reserve(tx, act.call, act.now, &next, &mut lines)?;
    for line in &lines {
        tx.put(line)?;
    }
    Ok(())
}
