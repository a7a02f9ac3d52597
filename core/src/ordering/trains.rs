//! Trains: announcing and changing them, and putting orders on them.

use super::command::{Command, CycleTimes};
use super::cycle::{CycleRefusal, IfLate, Phase, Placement, Train, place};
use super::model::{Order, OrderCycle};
use super::status::Role;
use super::steps;
use crate::access::{Access, Permission};
use crate::call::{Call, Stop};
use crate::check::{Check, is_new};
use crate::community::model::Hub;
use crate::id::Id;
use crate::refusal::{Code, Param, Refusal};
use crate::store::Tx;
use crate::time::Timestamp;

pub(super) fn add(tx: &mut Tx<'_>, access: &Access, id: Id, hub: Id, times: &CycleTimes) -> Result<(), Stop> {
    let hub: Hub = access.see(tx, hub)?;
    access.require(Permission::RunOrders, hub.community, Some(hub.id))?;
    let CycleTimes { opens_at, cutoff_at, pack_by, departs_at, arrives_by } = *times;
    let (community, hub) = (hub.community, hub.id);
    let cycle = OrderCycle {
        id,
        community,
        hub,
        opens_at,
        cutoff_at,
        pack_by,
        departs_at,
        arrives_by,
        cancelled_at: None,
    };
    Check::new().that(cycle.train().check().is_ok(), "times", "out_of_order").done()?;
    Ok(is_new(tx.insert(&cycle)?)?)
}

pub(super) fn edit(tx: &mut Tx<'_>, access: &Access, id: Id, times: &CycleTimes) -> Result<(), Stop> {
    let cycle = standing(tx, access, id)?;
    let CycleTimes { opens_at, cutoff_at, pack_by, departs_at, arrives_by } = *times;
    let cycle = OrderCycle { opens_at, cutoff_at, pack_by, departs_at, arrives_by, ..cycle };
    Check::new().that(cycle.train().check().is_ok(), "times", "out_of_order").done()?;
    Ok(tx.put(&cycle)?)
}

pub(super) fn cancel(tx: &mut Tx<'_>, access: &Access, now: Timestamp, id: Id) -> Result<(), Stop> {
    let cycle = standing(tx, access, id)?;
    Ok(tx.put(&OrderCycle { cancelled_at: Some(now), ..cycle })?)
}

fn standing(tx: &mut Tx<'_>, access: &Access, id: Id) -> Result<OrderCycle, Stop> {
    let cycle: OrderCycle = access.see(tx, id)?;
    access.require(Permission::RunOrders, cycle.community, Some(cycle.hub))?;
    if cycle.cancelled_at.is_none() { Ok(cycle) } else { Err(Code::InvalidState.into()) }
}

/// Where an order for the train `wanted` of a hub goes that is received at `now`. The hub's trains are seen by
/// its whole community, so a device says the same as the server, but for the clock.
///
/// # Errors
/// `VALIDATION_FAILED` for a train of another hub, `TRAIN_NOT_OPEN` or `CUTOFF_PASSED`, or a fault.
pub(super) fn placement(
    tx: &mut Tx<'_>,
    access: &Access,
    hub: Id,
    wanted: Id,
    now: Timestamp,
    if_late: IfLate,
) -> Result<Placement, Stop> {
    let cycle: Option<OrderCycle> = access.find(tx, wanted)?;
    let cycle = cycle.filter(|cycle| cycle.hub == hub && cycle.cancelled_at.is_none());
    let Some(cycle) = cycle else {
        return Err(Refusal::new(Code::ValidationFailed).field("cycle", "unknown").into());
    };
    let clause = "hub = ? AND departs_at >= ? AND cancelled_at IS NULL ORDER BY departs_at, id LIMIT 50";
    let later = tx.select::<OrderCycle>(clause, &[hub.into(), cycle.departs_at.into()])?;
    let later: Vec<Train> = later.iter().map(OrderCycle::train).collect();
    place(&cycle.train(), &later, now, if_late).map_err(|refusal| no(refusal).into())
}

/// The train that a placement stands for.
#[must_use]
pub(super) const fn train_of(placement: Placement) -> Id {
    match placement {
        Placement::OnTrain(train) | Placement::Rolled(train) | Placement::WaitListed(train) => train,
    }
}

pub(super) fn move_order(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    order: Order,
    cycle: Id,
) -> Result<(), Stop> {
    let capacities = order.capacities(access, call.actor);
    let by = |role: &&Role| matches!(role, Role::Customer | Role::HubManager | Role::Admin | Role::System);
    let Some(role) = capacities.iter().find(by).copied() else { return Err(Code::ForbiddenRole.into()) };
    if order.status.is_final() || order.run.is_some() {
        return Err(Code::InvalidState.into());
    }
    let placement = if role == Role::Customer {
        placement(tx, access, order.hub, cycle, call.now, order.if_late)?
    } else {
        // Who runs the hub may put an order on a train after its cut-off, not after it has left.
        let cycle: Option<OrderCycle> = access.find(tx, cycle)?;
        let cycle = cycle.filter(|cycle| cycle.hub == order.hub && cycle.cancelled_at.is_none());
        let cycle = cycle.ok_or_else(|| Refusal::new(Code::ValidationFailed).field("cycle", "unknown"))?;
        if cycle.train().phase(call.now) >= Phase::Departed {
            return Err(cutoff(cycle.cutoff_at).into());
        }
        Placement::OnTrain(cycle.id)
    };
    let order =
        Order { cycle: Some(train_of(placement)), placement: Some(placement), changed_at: call.now, ..order };
    tx.put(&order)?;
    Ok(tx.put(&steps::event(call, &order, "move", role))?)
}

fn no(refusal: CycleRefusal) -> Refusal {
    match refusal {
        CycleRefusal::NotOpenYet { opens_at } => {
            Refusal::new(Code::TrainNotOpen).with("opens_at", Param::Time(opens_at))
        }
        CycleRefusal::Departed { departed_at } => cutoff(departed_at),
        CycleRefusal::NoLaterTrain { cutoff_at } => cutoff(cutoff_at),
    }
}

fn cutoff(at: Timestamp) -> Refusal {
    Refusal::new(Code::CutoffPassed).with("closed_at", Param::Time(at))
}
