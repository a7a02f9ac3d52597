//! Dispatch: which vehicle goes to which stop, and in what order.
//!
//! Two planners share one model. [`plan_offline`] is the quick one for a phone without network; [`plan`]
//! searches on and is meant for the server. Both are deterministic: the same problem and the same
//! [`Effort`] give the same plan on every machine, as all arithmetic is in whole numbers, chance comes
//! from a seed, and the search is bounded by iterations, not by time.
//!
//! Every plan keeps capacities, time windows and shifts, brings goods to a stop only after their pickup,
//! leaves done stops alone and keeps the order that a driver chose. A stop that fits nowhere is
//! reported with the reason ([`Unplanned`]), never squeezed in.

mod anneal;
mod dice;
mod offline;
mod prepared;
mod propose;
mod recreate;
mod route;
mod ruin;
mod schedule;
#[cfg(test)]
mod tests_plan;
pub mod travel;

use serde::{Deserialize, Serialize};

pub use self::offline::plan_offline;
pub use self::prepared::ProblemFault;
pub use self::propose::{Proposal, propose};
pub use self::travel::{Leg, Travel};
use anneal::Search;
use prepared::Prepared;

/// Most stops of a problem: beyond it the travel table no longer fits a small server.
pub const STOPS_MAX: usize = 3_000;
/// Most vehicles of a problem.
pub const VEHICLES_MAX: usize = 3_000;
/// Most stops that [`plan_offline`] improves; more are only inserted.
pub const OFFLINE_STOPS_MAX: usize = 60;
/// The longest span from the first shift's start to the last time named, in ms: 5 days.
pub const SPAN_MS_MAX: i64 = 5 * 86_400_000;
/// The most that all loads may come to, and the largest capacity.
pub const LOAD_MAX: i64 = 1_000_000_000;

/// What is to be planned. Stops and vehicles are named by their place in these lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Cost and time between all sites.
    pub travel: Travel,
    /// The stops.
    pub stops: Vec<Stop>,
    /// The vehicles, each with its driver.
    pub vehicles: Vec<Vehicle>,
}

/// From when until when something may begin, in ms on the clock of the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The earliest time; who comes earlier waits.
    pub from_ms: i64,
    /// The latest time, itself included.
    pub until_ms: i64,
}

/// A place where a vehicle stops once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Its site in [`Problem::travel`]; several stops may share one.
    pub site: usize,
    /// What is handed over.
    pub goods: Goods,
    /// When service may begin.
    pub window: Window,
    /// How long service takes, in ms.
    pub service_ms: i64,
    /// The one vehicle that may come, as when the goods are on it already.
    pub only: Option<usize>,
}

/// What is handed over at a stop, in the unit of [`Vehicle::capacity`], 0 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Goods {
    /// On board from the start, dropped here.
    FromHub {
        /// How much.
        load: i64,
    },
    /// Taken on here and brought to the end of the run.
    ToHub {
        /// How much.
        load: i64,
    },
    /// Taken on here for the stop that names this one as its pickup.
    Pickup {
        /// How much.
        load: i64,
    },
    /// Dropped here after `pickup`, by the same vehicle.
    DropOff {
        /// The stop of kind [`Goods::Pickup`]; it says how much.
        pickup: usize,
    },
}

/// A vehicle with its driver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vehicle {
    /// Site where it starts: its hub, or where it is now.
    pub start: usize,
    /// Site where it ends.
    pub end: usize,
    /// The most on board at any time.
    pub capacity: i64,
    /// From when it may leave, until when it must be at its end.
    pub shift: Window,
    /// What it costs to use it at all, in the unit of [`Leg::cost`].
    pub fixed_cost: i64,
    /// Stops that it has finished, in their order. They head its route and are not planned again.
    pub done: Vec<usize>,
    /// Stops that it keeps, in the order its driver chose. Others may come in between. An order that
    /// breaks a window, the capacity or the shift is kept as it is; see [`Visit::late_ms`].
    pub pinned: Vec<usize>,
}

/// How hard [`plan`] searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    /// Rounds of ruin and recreate.
    pub iterations: u32,
    /// Start of the dice.
    pub seed: u64,
}

impl Effort {
    /// What a small server spends on `stops`: some 5 s for 100 stops on one core, under a minute for 1,000.
    #[must_use]
    pub fn usual(stops: usize) -> Self {
        let stops = u32::try_from(stops).unwrap_or(u32::MAX);
        Self { iterations: 600_000_u32.min(stops.saturating_mul(6_000)), seed: 1 }
    }
}

/// A plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// One route for each vehicle, in their order; vehicles that stay at home have no visits.
    pub routes: Vec<PlannedRoute>,
    /// Stops that no vehicle takes, by number.
    pub unplanned: Vec<Unplanned>,
    /// Sum of the routes' costs.
    pub cost: i64,
}

/// What one vehicle does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRoute {
    /// Stops finished before, as in [`Vehicle::done`].
    pub done: Vec<usize>,
    /// Stops to come, in order.
    pub visits: Vec<Visit>,
    /// When it is at its end, in ms.
    pub end_ms: i64,
    /// Cost of the legs to come plus [`Vehicle::fixed_cost`]; 0 for a vehicle that stays at its start.
    pub cost: i64,
}

/// A stop with its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The stop.
    pub stop: usize,
    /// When the vehicle gets there, in ms.
    pub arrive_ms: i64,
    /// When service begins.
    pub start_ms: i64,
    /// When it leaves.
    pub leave_ms: i64,
    /// How far service begins past the window; above 0 only where a driver's order asks for it.
    pub late_ms: i64,
}

/// A stop that no vehicle takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplanned {
    /// The stop.
    pub stop: usize,
    /// Why.
    pub why: WhyUnplanned,
}

/// Why a stop is in no route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyUnplanned {
    /// No vehicle that may come can carry it.
    TooMuch,
    /// No vehicle could be there in time and home again, even if it went nowhere else.
    OutOfReach,
    /// It would fit alone, but not beside what is planned.
    NoRoom,
}

/// Plans by slack induction by string removals: strings of neighbouring stops are taken out and put
/// back greedily with small blinks, under simulated annealing (Christiaens and Vanden Berghe 2020,
/// Transportation Science 54(2), without their fleet minimisation phase).
///
/// # Errors
/// The problem contradicts itself or is too large.
pub fn plan(problem: &Problem, effort: Effort) -> Result<Plan, ProblemFault> {
    let prepared = Prepared::new(problem)?;
    let mut search = Search::new(&prepared, effort.seed);
    search.run(effort.iterations);
    Ok(schedule::finish(problem, &prepared, &search.into_best()))
}
