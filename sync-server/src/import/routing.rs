//! Benchmark instances of vehicle routing with their best-known costs, to measure the planner by.
//!
//! Three formats: TSPLIB as CVRPLIB uses it (`.vrp`: coordinates or a lower triangle of distances, with or
//! without time windows), Solomon's table (`.txt`), and `best-known.tsv`. Distances are whole numbers by
//! the rounding of each set, found with integer roots; time equals distance.

use std::io::Read;
use std::path::Path;

use hubbub_core::delivery::plan::{
    Effort, Goods, Leg, Plan, Problem, ProblemFault, Stop, Travel, Vehicle, Window, plan,
};

use super::rows::{Fault, open};

/// The largest instance file that is read, unpacked.
pub const INSTANCE_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// The most customers that are read; the table of distances grows with their square.
pub const CUSTOMERS_MAX: usize = 3_000;
/// A time that is never reached, where an instance has no time windows.
const NEVER: i64 = 400_000_000;

/// Why an instance cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InstanceFault {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Fault),
    /// More than [`INSTANCE_BYTES_MAX`] or [`CUSTOMERS_MAX`].
    #[error("the instance is too large")]
    TooLarge,
    /// Something that must be there is not.
    #[error("the instance says nothing of {0}")]
    Missing(&'static str),
    /// The planner refuses it.
    #[error(transparent)]
    Refused(#[from] ProblemFault),
    /// The planner's plan breaks the rules of the instance.
    #[error("the plan is not allowed: {0}")]
    Broken(String),
    /// A number that is none, or a line with too few of them.
    #[error("line {line}: not the numbers expected")]
    BadLine {
        /// The line, from 1.
        line: usize,
    },
}

/// How distances are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest whole number.
    Nearest,
    /// Cut off after one decimal; costs are in tenths.
    TenthsCut,
}

/// An instance of the benchmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The problem; stop 0 is customer 1.
    pub problem: Problem,
    /// How its distances are rounded.
    pub rounding: Rounding,
}

/// A line of `best-known.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestKnown {
    /// Folder and name, as `cvrp-X/X-n101-k25`.
    pub instance: String,
    /// Customers.
    pub customers: usize,
    /// Routes of the best-known solution.
    pub routes: usize,
    /// Its cost, in tenths.
    pub cost_tenths: i64,
}

impl BestKnown {
    /// How far `cost` of a plan for `instance` is above the best known, in hundredths of a percent.
    #[must_use]
    pub fn gap_e4(&self, rounding: Rounding, cost: i64) -> i64 {
        let tenths = match rounding {
            Rounding::Nearest => cost.saturating_mul(10),
            Rounding::TenthsCut => cost,
        };
        tenths.saturating_sub(self.cost_tenths).saturating_mul(10_000) / self.cost_tenths.max(1)
    }
}

/// How a plan for an instance came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Routes that are used.
    pub routes: usize,
    /// Cost in the unit of the instance's rounding, added up anew.
    pub cost: i64,
    /// How far it is above the best known, in hundredths of a percent.
    pub gap_e4: i64,
}

/// Plans an instance with `effort` and checks the plan.
///
/// # Errors
/// The instance cannot be read or planned, or the plan breaks a rule.
pub fn measure(folder: &Path, known: &BestKnown, effort: Effort) -> Result<Measured, InstanceFault> {
    let instance = instance(folder, &known.instance)?;
    let plan = plan(&instance.problem, effort)?;
    let cost = check(&instance.problem, &plan).map_err(InstanceFault::Broken)?;
    let routes = plan.routes.iter().filter(|route| !route.visits.is_empty()).count();
    Ok(Measured { routes, cost, gap_e4: known.gap_e4(instance.rounding, cost) })
}

/// Walks a plan of an instance by the instance's rules alone and gives its cost. Nothing of the planner
/// is used, so that it can judge the planner.
///
/// # Errors
/// The first rule that is broken, in words.
pub fn check(problem: &Problem, plan: &Plan) -> Result<i64, String> {
    let mut times = vec![0_u32; problem.stops.len()];
    let mut total = 0;
    for (vehicle, route) in problem.vehicles.iter().zip(&plan.routes) {
        let (mut site, mut now, mut load) = (vehicle.start, vehicle.shift.from_ms, 0);
        for visit in &route.visits {
            let stop = problem.stops.get(visit.stop).ok_or("a stop that there is not")?;
            let leg = problem.travel.leg(site, stop.site);
            (site, now, total) = (stop.site, now + i64::from(leg.time_ms), total + i64::from(leg.cost));
            now = now.max(stop.window.from_ms);
            if now > stop.window.until_ms {
                return Err(format!("stop {} begins at {now}, too late", visit.stop));
            }
            now += stop.service_ms;
            load += match stop.goods {
                Goods::FromHub { load } => load,
                _ => return Err(format!("stop {} is no delivery", visit.stop)),
            };
            if let Some(times) = times.get_mut(visit.stop) {
                *times += 1;
            }
        }
        let leg = problem.travel.leg(site, vehicle.end);
        if !route.visits.is_empty() {
            (now, total) = (now + i64::from(leg.time_ms), total + i64::from(leg.cost));
        }
        if load > vehicle.capacity || now > vehicle.shift.until_ms {
            return Err(format!("a vehicle carries {load} and is back at {now}"));
        }
    }
    match times.iter().position(|times| *times != 1) {
        Some(stop) => Err(format!("stop {stop} is not visited once")),
        None => Ok(total),
    }
}

/// A customer, or the depot as the first of them.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    x: i64,
    y: i64,
    demand: i64,
    ready: i64,
    due: i64,
    service: i64,
}

/// What a file says.
#[derive(Default)]
struct Raw {
    places: Vec<Place>,
    /// A lower triangle of distances in place of coordinates.
    lower: Vec<i64>,
    capacity: i64,
    vehicles: usize,
    service: i64,
    timed: bool,
}

/// Reads `best-known.tsv`.
///
/// # Errors
/// It cannot be read, or a line lacks a column.
pub fn best_known(path: &Path) -> Result<Vec<BestKnown>, InstanceFault> {
    let text = text(path)?;
    let lines = text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let mut fields = line.split('\t');
            let mut field = || fields.next().ok_or(InstanceFault::BadLine { line: index + 1 });
            let (instance, customers, routes, cost) = (field()?, field()?, field()?, field()?);
            let bad = |_| InstanceFault::BadLine { line: index + 1 };
            let (whole, tenth) = cost.split_once('.').unwrap_or((cost, "0"));
            Ok(BestKnown {
                instance: instance.to_owned(),
                customers: customers.parse().map_err(bad)?,
                routes: routes.parse().map_err(bad)?,
                cost_tenths: whole.parse::<i64>().map_err(bad)? * 10 + tenth.parse::<i64>().map_err(bad)?,
            })
        })
        .collect()
}

/// Reads the instance `folder/name.vrp` or `.txt`.
///
/// # Errors
/// It cannot be read or understood.
pub fn instance(folder: &Path, name: &str) -> Result<Instance, InstanceFault> {
    let path = folder.join(format!("{name}.txt"));
    if path.is_file() {
        return parse(&text(&path)?, Form::Solomon);
    }
    parse(&text(&folder.join(format!("{name}.vrp")))?, Form::Tsplib)
}

/// How an instance is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Solomon's tables, with time windows.
    Solomon,
    /// TSPLIB's sections.
    Tsplib,
}

/// The instance in a text.
///
/// # Errors
/// It cannot be understood.
pub fn parse(text: &str, form: Form) -> Result<Instance, InstanceFault> {
    build(match form {
        Form::Solomon => solomon(text)?,
        Form::Tsplib => tsplib(text)?,
    })
}

fn text(path: &Path) -> Result<String, InstanceFault> {
    let mut text = String::new();
    let read = open(path)?.take(INSTANCE_BYTES_MAX).read_to_string(&mut text).map_err(Fault::from)?;
    if u64::try_from(read).is_ok_and(|read| read < INSTANCE_BYTES_MAX) {
        Ok(text)
    } else {
        Err(InstanceFault::TooLarge)
    }
}

/// The whole numbers of a line; `None` when something else stands there.
fn numbers(line: &str) -> Option<Vec<i64>> {
    line.split_whitespace().map(|word| word.parse().ok()).collect()
}

fn solomon(text: &str) -> Result<Raw, InstanceFault> {
    let mut raw = Raw { timed: true, ..Raw::default() };
    for line in text.lines() {
        match numbers(line).as_deref() {
            Some([vehicles, capacity]) => {
                raw.vehicles = usize::try_from(*vehicles).unwrap_or(0);
                raw.capacity = *capacity;
            }
            Some([_, x, y, demand, ready, due, service]) => {
                let (x, y, demand) = (*x, *y, *demand);
                raw.places.push(Place { x, y, demand, ready: *ready, due: *due, service: *service });
            }
            _ => {}
        }
    }
    Ok(raw)
}

fn tsplib(text: &str) -> Result<Raw, InstanceFault> {
    let mut raw = Raw::default();
    let mut section = "";
    for (index, line) in text.lines().enumerate() {
        let bad = InstanceFault::BadLine { line: index + 1 };
        let line = line.trim();
        if let Some((key, value)) = line.split_once(':') {
            head(&mut raw, key.trim(), value.trim()).ok_or(bad)?;
        } else if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            section = line;
        } else if !line.is_empty() {
            row(&mut raw, section, &numbers(line).unwrap_or_default()).ok_or(bad)?;
        }
    }
    Ok(raw)
}

fn head(raw: &mut Raw, key: &str, value: &str) -> Option<()> {
    match key {
        "DIMENSION" => {
            let size = value.parse::<usize>().ok().filter(|size| *size <= CUSTOMERS_MAX + 1)?;
            raw.places.resize(size, Place::default());
        }
        "CAPACITY" => raw.capacity = value.parse().ok()?,
        "VEHICLES" => raw.vehicles = value.parse().ok()?,
        "SERVICE_TIME" => raw.service = value.parse().ok()?,
        _ => {}
    }
    Some(())
}

fn row(raw: &mut Raw, section: &str, numbers: &[i64]) -> Option<()> {
    if section == "EDGE_WEIGHT_SECTION" {
        raw.lower.extend_from_slice(numbers);
        return Some(());
    }
    if section == "NODE_COORD_SECTION" && !raw.lower.is_empty() || section == "DEPOT_SECTION" {
        return Some(());
    }
    let (number, rest) = numbers.split_first()?;
    let place = raw.places.get_mut(usize::try_from(*number).ok()?.checked_sub(1)?)?;
    match (section, rest) {
        ("NODE_COORD_SECTION", [x, y]) => (place.x, place.y) = (*x, *y),
        ("DEMAND_SECTION", [demand]) => place.demand = *demand,
        ("TIME_WINDOW_SECTION", [ready, due]) => {
            (place.ready, place.due) = (*ready, *due);
            raw.timed = true;
        }
        _ => return None,
    }
    Some(())
}

fn build(raw: Raw) -> Result<Instance, InstanceFault> {
    let Some((depot, customers)) = raw.places.split_first() else {
        return Err(InstanceFault::Missing("customers"));
    };
    if customers.len() > CUSTOMERS_MAX {
        return Err(InstanceFault::TooLarge);
    }
    if raw.capacity <= 0 {
        return Err(InstanceFault::Missing("the capacity"));
    }
    let rounding = if raw.timed { Rounding::TenthsCut } else { Rounding::Nearest };
    let scale = if raw.timed { 10 } else { 1 };
    let window = |place: &Place| match raw.timed {
        true => Window { from_ms: place.ready * scale, until_ms: place.due * scale },
        false => Window { from_ms: 0, until_ms: NEVER },
    };
    let stop = |(number, place): (usize, &Place)| Stop {
        site: number + 1,
        goods: Goods::FromHub { load: place.demand },
        window: window(place),
        service_ms: if raw.service > 0 { raw.service } else { place.service } * scale,
        only: None,
    };
    let vehicle = Vehicle {
        start: 0,
        end: 0,
        capacity: raw.capacity,
        shift: window(depot),
        fixed_cost: 0,
        done: Vec::new(),
        pinned: Vec::new(),
    };
    let vehicles = if raw.vehicles == 0 { customers.len() } else { raw.vehicles };
    let travel = Travel::new(raw.places.len(), |from, to| leg(&raw, rounding, from, to));
    let stops = customers.iter().enumerate().map(stop).collect();
    Ok(Instance { problem: Problem { travel, stops, vehicles: vec![vehicle; vehicles] }, rounding })
}

fn leg(raw: &Raw, rounding: Rounding, from: usize, to: usize) -> Leg {
    let distance = if raw.lower.is_empty() {
        let at = |place: usize| raw.places.get(place).copied().unwrap_or_default();
        let (from, to) = (at(from), at(to));
        let square = (from.x - to.x).pow(2) + (from.y - to.y).pow(2);
        match rounding {
            Rounding::Nearest => ((4 * square).isqrt() + 1) / 2,
            Rounding::TenthsCut => (100 * square).isqrt(),
        }
    } else {
        let (low, high) = (from.min(to), from.max(to));
        let place = (high * high.saturating_sub(1) / 2).saturating_add(low);
        if low == high { 0 } else { raw.lower.get(place).copied().unwrap_or(0) }
    };
    let distance = u32::try_from(distance).unwrap_or(u32::MAX);
    Leg { cost: distance, time_ms: distance }
}
