//! The dispatcher's proposal: who brings what, in which order, and when they would be there.
//!
//! A view: it writes nothing. What a person accepts of it goes into
//! [`super::command::Command::PlanRuns`]. Runs whose order a person chose keep it; new orders may come in
//! between. Runs on the road are left alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::geo::Position;
use super::model::{Driver, Run, RunState, SERVICE_MS};
use super::plan::{
    Effort, Goods, Plan, Problem, SPAN_MS_MAX, Stop, Travel, Vehicle, WhyUnplanned, Window, plan,
    plan_offline,
};
use super::runs::stops_of;
use crate::access::Viewer;
use crate::community::model::Hub;
use crate::id::Id;
use crate::ordering::model::{Fulfilment, Order};
use crate::ordering::status::Status;
use crate::ordering::steps::lines_of;
use crate::store::{Fault, Tx, Value};
use crate::time::{HOUR_MS, Timestamp};

/// What it costs to send one more driver, in metres of way.
const FIXED_COST_M: i64 = 3_000;
/// How long a driver's tour may take.
const SHIFT_MS: i64 = 9 * HOUR_MS;
/// Orders that are planned at a time.
pub const ORDERS_MAX: usize = 1_000;

/// How long the planner may think.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thinking {
    /// At once: nearest insertion, then 2-opt and moved strings.
    #[default]
    Quick,
    /// Some seconds: the whole search.
    Thorough,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// One run for each driver who gets something.
    pub runs: Vec<ProposedRun>,
    /// Orders that nobody gets.
    pub unplanned: Vec<LeftOver>,
    /// Metres of way in all, with what it costs to send drivers.
    pub cost_m: i64,
}

/// What one driver would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposedRun {
    /// The run that is at the hub; none: a new one.
    pub run: Option<Id>,
    /// The driver.
    pub driver: Id,
    /// How the driver is called.
    pub name: String,
    /// Its stops, in order.
    pub stops: Vec<ProposedStop>,
    /// Units on board at the start.
    pub load: i64,
    /// Units that the vehicle takes.
    pub capacity: i64,
    /// When the driver is back.
    pub back_at: Timestamp,
    /// Metres of way, with what it costs to send the driver.
    pub cost_m: i64,
    /// Whether a person chose the order of what was there before.
    pub manual: bool,
}

/// One stop of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ProposedStop {
    /// The order.
    pub order: Id,
    /// When the driver would be there.
    pub planned_at: Timestamp,
    /// How much too late, in ms; above 0 only where a person's order asks for it.
    pub late_ms: i64,
}

/// An order that nobody gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOver {
    /// The order.
    pub order: Id,
    /// Why; its words are `unplanned-…`.
    pub why: WhyLeft,
}

/// Why nobody gets an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeft {
    /// The place of its door is not known.
    NoPosition,
    /// Nobody drives.
    NoDriver,
    /// No vehicle can carry it.
    TooMuch,
    /// Nobody could be there in time and home again.
    OutOfReach,
    /// It would fit alone, but not beside what is planned.
    NoRoom,
}

/// Who would bring what of `hub`, leaving at `departs_at`: orders that are packed and wait, and those in runs
/// that are still at the hub.
///
/// # Errors
/// The store's fault.
pub fn propose(
    tx: &mut Tx<'_>,
    _: &Viewer,
    hub: Id,
    departs_at: Timestamp,
    thinking: Thinking,
) -> Result<Proposal, Fault> {
    let Some(place) = tx.get::<Hub>(hub)? else { return Ok(nothing()) };
    let clause = "hub = ? AND ended_at IS NULL ORDER BY name, id";
    let drivers = tx.select::<Driver>(clause, &[Value::from(hub)])?;
    let waiting = waiting(tx, hub)?;
    let start = Position { lat_e6: place.lat_e6, lon_e6: place.lon_e6 };
    let mut task = Task::new(start, departs_at);
    for order in &waiting {
        task.add(tx, order)?;
    }
    for driver in drivers {
        let clause = "driver = ? AND hub = ? AND state = 'planned' ORDER BY departs_at, id LIMIT 1";
        let run = tx.select::<Run>(clause, &[driver.user_id.into(), hub.into()])?.into_iter().next();
        task.send(tx, driver, run)?;
    }
    Ok(task.solve(thinking))
}

fn nothing() -> Proposal {
    Proposal { runs: Vec::new(), unplanned: Vec::new(), cost_m: 0 }
}

/// Orders that could go into a run: packed or to be tried again, and those whose run has not left.
fn waiting(tx: &mut Tx<'_>, hub: Id) -> Result<Vec<Order>, Fault> {
    let clause = format!(
        "hub = ? AND kind = 'order' AND status IN ('packed', 'retried', 'assigned')
         ORDER BY placed_at, id LIMIT {ORDERS_MAX}"
    );
    let mut orders = tx.select::<Order>(&clause, &[Value::from(hub)])?;
    orders.retain(|order| order.fulfilment == Fulfilment::Delivery);
    let mut kept = Vec::with_capacity(orders.len());
    for order in orders {
        let run = match order.run.filter(|_| order.status == Status::Assigned) {
            Some(run) => tx.get::<Run>(run)?,
            None => None,
        };
        if run.is_none_or(|run| run.state == RunState::Planned) {
            kept.push(order);
        }
    }
    Ok(kept)
}

/// The planner's problem with the names of its stops and vehicles.
struct Task {
    departs_at: Timestamp,
    sites: Vec<Position>,
    stops: Vec<Stop>,
    orders: Vec<Id>,
    number: BTreeMap<Id, usize>,
    loads: Vec<i64>,
    vehicles: Vec<Vehicle>,
    drivers: Vec<(Driver, Option<Run>)>,
    left: Vec<LeftOver>,
}

impl Task {
    fn new(start: Position, departs_at: Timestamp) -> Self {
        Self {
            departs_at,
            sites: vec![start],
            stops: Vec::new(),
            orders: Vec::new(),
            number: BTreeMap::new(),
            loads: Vec::new(),
            vehicles: Vec::new(),
            drivers: Vec::new(),
            left: Vec::new(),
        }
    }

    fn add(&mut self, tx: &mut Tx<'_>, order: &Order) -> Result<(), Fault> {
        let door = order.lat_e6.zip(order.lon_e6).and_then(|(lat, lon)| Position::new(lat, lon));
        let Some(door) = door else {
            self.left.push(LeftOver { order: order.id, why: WhyLeft::NoPosition });
            return Ok(());
        };
        let lines = lines_of(tx, order.id)?;
        let load = lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.out_units().max(0)));
        let after = |at: Option<Timestamp>, or: i64| {
            at.map_or(or, |at| at.since(self.departs_at)).clamp(0, SPAN_MS_MAX)
        };
        let window =
            Window { from_ms: after(order.window_from, 0), until_ms: after(order.window_until, SPAN_MS_MAX) };
        self.number.insert(order.id, self.stops.len());
        self.stops.push(Stop {
            site: self.sites.len(),
            goods: Goods::FromHub { load },
            window,
            service_ms: SERVICE_MS,
            only: None,
        });
        self.sites.push(door);
        self.orders.push(order.id);
        self.loads.push(load);
        Ok(())
    }

    fn send(&mut self, tx: &mut Tx<'_>, driver: Driver, run: Option<Run>) -> Result<(), Fault> {
        let mut pinned = Vec::new();
        if let Some(run) = run.as_ref().filter(|run| run.manual) {
            for stop in stops_of(tx, run.id)? {
                pinned.extend(self.number.get(&stop.order_id).copied().filter(|_| !stop.phase.is_over()));
            }
        }
        self.vehicles.push(Vehicle {
            start: 0,
            end: 0,
            capacity: driver.capacity,
            shift: Window { from_ms: 0, until_ms: SHIFT_MS },
            fixed_cost: FIXED_COST_M,
            done: Vec::new(),
            pinned,
        });
        self.drivers.push((driver, run));
        Ok(())
    }

    fn solve(self, thinking: Thinking) -> Proposal {
        let Self { departs_at, sites, stops, orders, loads, vehicles, drivers, mut left, .. } = self;
        if vehicles.is_empty() || stops.is_empty() {
            left.extend(orders.iter().map(|order| LeftOver { order: *order, why: WhyLeft::NoDriver }));
            return Proposal { unplanned: left, ..nothing() };
        }
        let count = stops.len();
        let problem = Problem { travel: Travel::straight(&sites), stops, vehicles };
        let planned = match thinking {
            Thinking::Quick => plan_offline(&problem),
            Thinking::Thorough => plan(&problem, Effort::usual(count)),
        };
        let Ok(Plan { routes, unplanned, cost }) = planned else {
            left.extend(orders.iter().map(|order| LeftOver { order: *order, why: WhyLeft::OutOfReach }));
            return Proposal { unplanned: left, ..nothing() };
        };
        let order_of = |stop: usize| orders.get(stop).copied();
        let runs = drivers.into_iter().zip(routes).filter(|(_, route)| !route.visits.is_empty());
        let runs = runs.map(|((driver, run), route)| ProposedRun {
            run: run.as_ref().map(|run| run.id),
            manual: run.is_some_and(|run| run.manual),
            driver: driver.user_id,
            name: driver.name,
            load: route.visits.iter().filter_map(|visit| loads.get(visit.stop)).sum(),
            capacity: driver.capacity,
            back_at: departs_at.plus(route.end_ms),
            cost_m: route.cost,
            stops: route
                .visits
                .iter()
                .filter_map(|visit| {
                    let planned_at = departs_at.plus(visit.start_ms);
                    Some(ProposedStop { order: order_of(visit.stop)?, planned_at, late_ms: visit.late_ms })
                })
                .collect(),
        });
        let runs = runs.collect();
        left.extend(unplanned.iter().filter_map(|one| {
            let why = match one.why {
                WhyUnplanned::TooMuch => WhyLeft::TooMuch,
                WhyUnplanned::OutOfReach => WhyLeft::OutOfReach,
                WhyUnplanned::NoRoom => WhyLeft::NoRoom,
            };
            Some(LeftOver { order: order_of(one.stop)?, why })
        }));
        Proposal { runs, unplanned: left, cost_m: cost }
    }
}
