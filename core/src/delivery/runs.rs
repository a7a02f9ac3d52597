//! Runs: which driver brings which orders, in which order, from the hub and back.
//!
//! A stop never changes its run: an order that goes to another driver gets a stop there, and the old one
//! is cancelled. So a driver keeps in sight whatever they may still report about.

use std::collections::BTreeSet;

use super::command::{Command, RUNS_PER_PLAN_MAX, RunPlan, STOPS_PER_RUN_MAX};
use super::model::{Driver, Run, RunState, RunStop, StopLine, StopPhase};
use super::record::{Outcome, StopEvent};
use super::stop::{StopRole, StopState};
use crate::access::{Access, Role};
use crate::call::{Call, Stop};
use crate::check::Check;
use crate::community::model::{Hub, Member, RoleGrant};
use crate::id::Id;
use crate::notice::model::{Kind, Telling, tell};
use crate::ordering::model::{Fulfilment, Order};
use crate::ordering::status;
use crate::ordering::steps::{self, Act, Step};
use crate::refusal::{Code, Param};
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// The stops of a run, in their order.
///
/// # Errors
/// The store's fault.
pub fn stops_of(tx: &mut Tx<'_>, run: Id) -> Result<Vec<RunStop>, Fault> {
    tx.select::<RunStop>("run = ? ORDER BY position, id", &[Value::from(run)])
}

/// The stop that brings an order now: the last that is neither over nor cancelled, or else the last.
///
/// # Errors
/// The store's fault.
pub fn stop_of(tx: &mut Tx<'_>, order: &Order) -> Result<Option<RunStop>, Fault> {
    match order.run {
        Some(run) => tx.get::<RunStop>(RunStop::id_of(run, order.id)),
        None => Ok(None),
    }
}

/// Puts an order that was just assigned into a run: the one that is named, or its driver's next.
///
/// # Errors
/// `VALIDATION_FAILED` for a run that left or is another driver's, or a fault.
pub fn put_on_run(
    tx: &mut Tx<'_>,
    act: &Act,
    order: Order,
    driver: Id,
    named: Option<Id>,
) -> Result<(), Stop> {
    let run = match named {
        Some(run) => {
            let run: Option<Run> = tx.get(run)?;
            let fits = |run: &Run| run.driver == driver && run.hub == order.hub;
            let run = run.filter(|run| fits(run) && run.state != RunState::Ended);
            Check::new().that(run.is_some(), "run", "unknown").done()?;
            run
        }
        None => {
            let clause = "driver = ? AND state = 'planned' AND hub = ? ORDER BY departs_at, id";
            tx.select::<Run>(clause, &[driver.into(), order.hub.into()])?.into_iter().next()
        }
    };
    let run = match run {
        Some(run) => run,
        None => {
            let id = Id::of("run", &[act.call, driver]);
            let run = new_run(&order, id, driver, act);
            tx.put(&run)?;
            run
        }
    };
    attach(tx, act, order, &run).map(drop)
}

fn new_run(order: &Order, id: Id, driver: Id, act: &Act) -> Run {
    Run {
        id,
        community: order.community,
        hub: order.hub,
        driver,
        state: RunState::Planned,
        departs_at: order.window_from.unwrap_or(act.now).max(act.now),
        manual: false,
        departed_at: None,
        ended_at: None,
        created_at: act.now,
    }
}

/// Gives the order a stop at the end of a run, taking it out of the run it was in.
fn attach(tx: &mut Tx<'_>, act: &Act, order: Order, run: &Run) -> Result<RunStop, Stop> {
    if let Some(before) = stop_of(tx, &order)? {
        if before.run == run.id && !before.phase.is_over() {
            return Ok(before);
        }
        if !before.phase.is_over() {
            tx.put(&before.becoming(StopState::Cancelled, act.at))?;
        }
    }
    let stops = stops_of(tx, run.id)?;
    let position = stops.iter().map(|stop| stop.position.saturating_add(1)).max().unwrap_or_default();
    let mut lines = Vec::new();
    let mut load = 0_i64;
    for line in steps::lines_of(tx, order.id)? {
        let quantity = line.out_units();
        if quantity > 0 {
            load = load.saturating_add(quantity);
            lines.push(StopLine { product: line.product, name: line.name, unit: line.unit, quantity });
        }
    }
    let order = Order { run: Some(run.id), driver: Some(run.driver), ..order };
    let driver: Option<Driver> = tx.get(Driver::id_of(run.hub, run.driver))?;
    let name = driver.map(|driver| driver.name).unwrap_or_default();
    let stop = RunStop { lines, load, ..RunStop::of_order(run, &order, name, position) };
    tx.put(&order)?;
    tx.put(&stop)?;
    Ok(stop)
}

pub(super) fn plan(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    hub: Id,
    plans: &[RunPlan],
) -> Result<(), Stop> {
    let hub: Hub = access.see(tx, hub)?;
    access.require(call.command.permission(), hub.community, Some(hub.id))?;
    let orders: Vec<Id> = plans.iter().flat_map(|plan| plan.stops.iter().map(|stop| stop.order)).collect();
    let once: BTreeSet<&Id> = orders.iter().collect();
    Check::new()
        .that((1..=RUNS_PER_PLAN_MAX).contains(&plans.len()), "runs", "out_of_range")
        .that(once.len() == orders.len(), "runs", "order_twice")
        .that(plans.iter().all(|plan| plan.stops.len() <= STOPS_PER_RUN_MAX), "runs", "too_long")
        .done()?;
    for (place, plan) in plans.iter().enumerate() {
        plan_one(tx, access, call, &hub, place, plan)?;
    }
    Ok(())
}

fn plan_one(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    hub: &Hub,
    place: usize,
    plan: &RunPlan,
) -> Result<(), Stop> {
    let act = Act::of(call);
    let field = |name: &str| format!("runs.{place}.{name}");
    let member = Member::id_of(hub.community, plan.driver);
    let grant: Option<RoleGrant> = access.find(tx, RoleGrant::id_of(member, Role::Driver, Some(hub.id)))?;
    Check::new().that(grant.is_some(), &field("driver"), "unknown").done()?;
    let before: Option<Run> = access.find(tx, plan.run)?;
    let fits = before
        .as_ref()
        .is_none_or(|run| run.hub == hub.id && run.driver == plan.driver && run.state == RunState::Planned);
    Check::new().that(fits, &field("run"), "unknown").done()?;
    let run = Run {
        id: plan.run,
        community: hub.community,
        hub: hub.id,
        driver: plan.driver,
        state: RunState::Planned,
        departs_at: plan.departs_at,
        manual: plan.manual,
        departed_at: None,
        ended_at: None,
        created_at: before.map_or(call.now, |run| run.created_at),
    };
    tx.put(&run)?;
    let named: BTreeSet<Id> = plan.stops.iter().map(|stop| stop.order).collect();
    for stop in stops_of(tx, run.id)? {
        if !named.contains(&stop.order_id) && !stop.phase.is_over() {
            detach(tx, &act, stop)?;
        }
    }
    for ((at, position), stop) in (0_usize..).zip(0..).zip(&plan.stops) {
        let order: Order = access.see(tx, stop.order)?;
        let ours = order.hub == hub.id && order.fulfilment == Fulfilment::Delivery;
        Check::new().that(ours, &field(&format!("stops.{at}")), "unknown").done()?;
        let order = match order.run {
            Some(run) if run == plan.run && order.status == status::Status::Assigned => order,
            _ => {
                let roles = order.capacities(access, call.actor);
                steps::turn(tx, &act, order, Step::plain(status::Command::Assign), &roles)?
            }
        };
        let attached = attach(tx, &act, order, &run)?;
        tx.put(&RunStop { position, planned_at: stop.planned_at, ..attached })?;
    }
    Ok(())
}

/// Takes a stop out of its run before it left; its order waits for another.
fn detach(tx: &mut Tx<'_>, act: &Act, stop: RunStop) -> Result<(), Stop> {
    if let Some(order) = tx.get::<Order>(stop.order_id)?
        && order.run == Some(stop.run)
    {
        tx.put(&Order { run: None, driver: None, changed_at: act.now, ..order })?;
    }
    Ok(tx.put(&stop.becoming(StopState::Cancelled, act.at))?)
}

/// Tells the drivers.
pub(super) fn settle_plan(tx: &mut Tx<'_>, call: &Call<&Command>, plans: &[RunPlan]) -> Result<(), Stop> {
    for plan in plans.iter().filter(|plan| !plan.stops.is_empty()) {
        let Some(run) = tx.get::<Run>(plan.run)? else { continue };
        let count = i64::try_from(plan.stops.len()).unwrap_or(i64::MAX);
        let telling = Telling::new(run.driver, run.community, Kind::RunPlanned, run.id)
            .with("count", Param::Number(count))
            .with("departs_at", Param::Time(run.departs_at));
        tell(tx, call.id, call.now, telling)?;
    }
    Ok(())
}

pub(super) fn order_stops(tx: &mut Tx<'_>, run: Run, wanted: &[Id]) -> Result<(), Stop> {
    if run.state == RunState::Ended {
        return Err(Code::InvalidState.into());
    }
    let stops = stops_of(tx, run.id)?;
    let (over, to_come): (Vec<_>, Vec<_>) = stops.into_iter().partition(|stop| stop.phase.is_over());
    let named: BTreeSet<&Id> = wanted.iter().collect();
    let known = to_come.iter().all(|stop| named.contains(&stop.id));
    let whole = known && named.len() == wanted.len() && wanted.len() == to_come.len();
    Check::new().that(whole, "stops", "unknown").done()?;
    let first = over.iter().map(|stop| stop.position.saturating_add(1)).max().unwrap_or_default();
    for (position, id) in (first..).zip(wanted) {
        if let Some(stop) = to_come.iter().find(|stop| stop.id == *id) {
            // The planner's times belong to the planner's order.
            tx.put(&RunStop { position, planned_at: None, ..stop.clone() })?;
        }
    }
    Ok(tx.put(&Run { manual: true, ..run })?)
}

pub(super) fn start(tx: &mut Tx<'_>, call: &Call<&Command>, run: Run) -> Result<(), Stop> {
    match run.state {
        RunState::Out => return Ok(()),
        RunState::Ended => return Err(Code::InvalidState.into()),
        RunState::Planned => {}
    }
    for stop in stops_of(tx, run.id)? {
        if stop.phase == StopPhase::Planned {
            tx.put(&stop.becoming(StopState::Loaded, call.at))?;
        }
    }
    Ok(tx.put(&Run { state: RunState::Out, departed_at: Some(call.at), ..run })?)
}

/// A driver who reports from the road has left, whether they said so or not.
pub(super) fn set_out(tx: &mut Tx<'_>, at: Timestamp, run: Id) -> Result<(), Fault> {
    match tx.get::<Run>(run)? {
        Some(run) if run.state == RunState::Planned => {
            tx.put(&Run { state: RunState::Out, departed_at: Some(at), ..run })
        }
        _ => Ok(()),
    }
}

/// The orders leave the house with their driver.
pub(super) fn settle_start(tx: &mut Tx<'_>, call: &Call<&Command>, run: Id) -> Result<(), Stop> {
    let run: Run = tx.get(run)?.ok_or(Code::NotFound)?;
    let act = Act::of(call);
    for stop in stops_of(tx, run.id)? {
        if !stop.phase.is_over() {
            depart(tx, &act, &stop)?;
        }
    }
    Ok(())
}

/// The order of a stop sets out, if it has not yet.
pub(super) fn depart(tx: &mut Tx<'_>, act: &Act, stop: &RunStop) -> Result<(), Stop> {
    let Some(order) = tx.get::<Order>(stop.order_id)? else { return Ok(()) };
    if order.status != status::Status::Assigned || order.run != Some(stop.run) {
        return Ok(());
    }
    let step = Step::plain(status::Command::Depart);
    let order = steps::turn(tx, act, order, step, ON_THE_ROAD)?;
    steps::effects(tx, act, &order, status::Command::Depart)
}

/// In what capacity an order is moved by what happens at its stop: whoever reported it was allowed to.
pub(super) const ON_THE_ROAD: &[status::Role] = &[status::Role::Driver];

pub(super) fn end(tx: &mut Tx<'_>, call: &Call<&Command>, run: Run) -> Result<(), Stop> {
    match run.state {
        RunState::Planned => Err(Code::InvalidState.into()),
        RunState::Ended => Ok(()),
        RunState::Out => Ok(tx.put(&Run { state: RunState::Ended, ended_at: Some(call.at), ..run })?),
    }
}

/// What a step of an order that was not reported from its stop does to the stop.
///
/// # Errors
/// A fault.
pub fn follow(tx: &mut Tx<'_>, act: &Act, order: &Order, step: status::Command) -> Result<(), Stop> {
    use status::Command as C;
    let Some(stop) = stop_of(tx, order)? else { return Ok(()) };
    let state = match step {
        C::Depart => StopState::EnRoute,
        C::Deliver => StopState::Delivered,
        C::Fail => order.fail_reason.map_or(StopState::Skipped, StopState::Failed),
        C::Return => StopState::Returned,
        C::Cancel => StopState::Cancelled,
        C::Confirm | C::Pack | C::Assign | C::Retry => return Ok(()),
    };
    if stop.phase.is_over() && step != C::Return {
        return Ok(());
    }
    let stop = stop.becoming(state, act.at);
    tx.put(&stop)?;
    tx.put(&StopEvent {
        id: Id::of("stop event", &[act.call, stop.id]),
        stop: stop.id,
        command: steps::word(step).to_owned(),
        phase: stop.phase,
        outcome: Outcome::Moved,
        actor: act.actor,
        role: StopRole::Dispatcher,
        reason: stop.fail_reason,
        note: String::new(),
        lat_e6: None,
        lon_e6: None,
        made_at: act.at,
        received_at: Some(act.now),
    })?;
    if step == C::Cancel {
        let telling = Telling::new(stop.driver, stop.community, Kind::StopCancelled, stop.run)
            .with("tracking", Param::Text(stop.tracking.clone()));
        tell(tx, act.call, act.now, telling)?;
    }
    Ok(())
}
