//! Cash: what drivers take at the door, and the count at the end of a shift.

use super::cash::{Collection, Count, PaidBy, close};
use super::command::{CashTaken, Command};
use super::model::{RunStop, Shift};
use super::record::CashCollection;
use crate::call::{Call, Stop};
use crate::check::Check;
use crate::id::Id;
use crate::money::{Currency, Money};
use crate::ordering::model::Order;
use crate::ordering::steps::{Act, check_collection};
use crate::refusal::Code;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// A driver's shift that is not over.
///
/// # Errors
/// The store's fault.
pub fn open_shift(tx: &mut Tx<'_>, driver: Id) -> Result<Option<Shift>, Fault> {
    let clause = "driver = ? AND ended_at IS NULL ORDER BY started_at DESC, id LIMIT 1";
    Ok(tx.select::<Shift>(clause, &[Value::from(driver)])?.into_iter().next())
}

fn collection_id(call: Id) -> Id {
    Id::of("cash", &[call])
}

/// Writes down what was taken at a stop.
pub(super) fn collect(
    tx: &mut Tx<'_>,
    call: &Call<&Command>,
    stop: &RunStop,
    proof: Id,
    cash: &CashTaken,
) -> Result<(), Stop> {
    let taken = Collection {
        due_now: Money::new(stop.due_minor, stop.currency),
        collected: Money::new(cash.collected_minor, stop.currency),
        method: cash.method,
        reason: cash.reason,
    };
    check_collection(&taken, "cash.collected_minor")?;
    let shift = open_shift(tx, stop.driver)?.map(|shift| shift.id);
    Ok(tx.put(&CashCollection {
        id: collection_id(call.id),
        community: stop.community,
        hub: stop.hub,
        stop: stop.id,
        order_id: stop.order_id,
        driver: stop.driver,
        shift,
        due_minor: stop.due_minor,
        collected_minor: cash.collected_minor,
        currency: stop.currency,
        method: cash.method,
        reason: cash.reason,
        proof,
        made_at: call.at,
        void_at: None,
    })?)
}

/// Money that was taken with a proof that was taken back: the driver takes it anew with the next proof.
pub(super) fn void(tx: &mut Tx<'_>, stop: Id, proof: Id, at: Timestamp) -> Result<(), Stop> {
    let clause = "stop = ? AND proof = ? AND void_at IS NULL ORDER BY id";
    for taken in tx.select::<CashCollection>(clause, &[stop.into(), proof.into()])? {
        tx.put(&CashCollection { void_at: Some(at), ..taken })?;
    }
    Ok(())
}

/// The order is not paid by what was taken back.
pub(super) fn settle_void(tx: &mut Tx<'_>, act: &Act, stop: &RunStop, proof: Id) -> Result<(), Stop> {
    let clause = "stop = ? AND proof = ? AND void_at = ? ORDER BY id";
    let taken = tx.select::<CashCollection>(clause, &[stop.id.into(), proof.into(), act.at.into()])?;
    let back = taken.iter().fold(0_i64, |sum, one| sum.saturating_add(one.collected_minor));
    match tx.get::<Order>(stop.order_id)? {
        Some(order) if back != 0 => {
            let paid_minor = order.paid_minor.saturating_sub(back).max(0);
            Ok(tx.put(&Order { paid_minor, changed_at: act.now, ..order })?)
        }
        _ => Ok(()),
    }
}

/// The order is paid by so much.
pub(super) fn settle(tx: &mut Tx<'_>, act: &Act, stop: &RunStop) -> Result<(), Stop> {
    let Some(taken) = tx.get::<CashCollection>(collection_id(act.call))? else { return Ok(()) };
    let Some(order) = tx.get::<Order>(stop.order_id)? else { return Ok(()) };
    let order = Order {
        paid_minor: order.paid_minor.saturating_add(taken.collected_minor),
        paid_at: Some(taken.made_at),
        changed_at: act.now,
        ..order
    };
    Ok(tx.put(&order)?)
}

/// What a shift has taken in coins and notes, in its one currency; none where nothing was taken.
///
/// # Errors
/// The store's fault.
pub fn cash_of(tx: &mut Tx<'_>, shift: Id) -> Result<Option<Money>, Fault> {
    let clause = "shift = ? AND void_at IS NULL ORDER BY made_at, id";
    let taken = tx.select::<CashCollection>(clause, &[Value::from(shift)])?;
    let Some(first) = taken.first() else { return Ok(None) };
    let cash = taken.iter().filter(|one| one.method == PaidBy::Cash && one.currency == first.currency);
    let minor = cash.fold(0_i64, |sum, one| sum.saturating_add(one.collected_minor));
    Ok(Some(Money::new(minor, first.currency)))
}

pub(super) fn count(tx: &mut Tx<'_>, call: &Call<&Command>, shift: Shift) -> Result<(), Stop> {
    let Command::CountCash { counted_minor, reason, .. } = call.command else { return Ok(()) };
    let manager = call.actor.person()?;
    if manager == shift.driver {
        // Nobody counts their own cash.
        return Err(Code::ForbiddenRole.into());
    }
    if shift.closed_at.is_some() || shift.ended_at.is_none() {
        return Err(Code::InvalidState.into());
    }
    let expected = expected(tx, &shift)?;
    let counted = Collection {
        due_now: expected,
        collected: Money::new(*counted_minor, expected.currency),
        method: PaidBy::Cash,
        reason: *reason,
    };
    check_collection(&counted, "counted_minor")?;
    Ok(tx.put(&Shift {
        counted_minor: Some(*counted_minor),
        expected_minor: Some(expected.minor),
        currency: Some(expected.currency),
        count_reason: *reason,
        signed_by_manager: Some(manager),
        signed_by_driver: None,
        ..shift
    })?)
}

/// What should be there. A shift that took nothing counts in its community's currency.
fn expected(tx: &mut Tx<'_>, shift: &Shift) -> Result<Money, Stop> {
    if let Some(cash) = cash_of(tx, shift.id)? {
        return Ok(cash);
    }
    let community: Option<crate::community::model::Community> = tx.get(shift.community)?;
    let currency = community.and_then(|community| Currency::new(&community.currency).ok());
    Ok(Money::zero(currency.ok_or(Code::NotFound)?))
}

pub(super) fn sign(tx: &mut Tx<'_>, call: &Call<&Command>, shift: Shift) -> Result<(), Stop> {
    let (Some(counted), Some(expected), Some(currency)) =
        (shift.counted_minor, shift.expected_minor, shift.currency)
    else {
        return Err(Code::InvalidState.into());
    };
    let count = Count {
        counted: Money::new(counted, currency),
        reason: shift.count_reason,
        signed_by_driver: Some(shift.driver),
        signed_by_manager: shift.signed_by_manager,
    };
    let closed = close(Money::new(expected, currency), &count).is_ok();
    Check::new().that(closed, "shift", "out_of_range").done()?;
    Ok(tx.put(&Shift { signed_by_driver: Some(shift.driver), closed_at: Some(call.now), ..shift })?)
}
