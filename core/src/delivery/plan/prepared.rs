//! A problem checked and laid out for the search: small numbers, neighbours, requests.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::route::Route;
use super::travel::{Link, Travel};
use super::{Goods, LOAD_MAX, Problem, SPAN_MS_MAX, STOPS_MAX, Stop, VEHICLES_MAX, Vehicle};

/// How many nearest neighbours of a stop the ruin looks at.
const NEIGHBOURS: usize = 250;
/// The stop number of a route's end.
pub(super) const END: u32 = u32::MAX;

/// Why a problem cannot be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProblemFault {
    /// More than [`STOPS_MAX`] stops or [`VEHICLES_MAX`] vehicles.
    #[error("more than {STOPS_MAX} stops or {VEHICLES_MAX} vehicles")]
    TooLarge,
    /// A site that the travel table does not have.
    #[error("there is no site {site}")]
    UnknownSite {
        /// The site.
        site: usize,
    },
    /// A stop or vehicle that the problem does not have.
    #[error("there is no stop or vehicle {number}")]
    Unknown {
        /// Its number.
        number: usize,
    },
    /// A stop that is done or pinned more than once, or that another vehicle must serve.
    #[error("stop {stop} belongs to two vehicles or stands twice in a list")]
    Twice {
        /// The stop.
        stop: usize,
    },
    /// A drop-off whose pickup is no pickup, has another drop-off, or comes after it in a driver's order.
    #[error("stop {stop} and its pickup do not fit together")]
    BadPair {
        /// The drop-off, or a pickup that lacks one.
        stop: usize,
    },
    /// A load, cost or time that is negative or beyond its bound.
    #[error("a load, cost or time of number {number} is out of range")]
    OutOfRange {
        /// The stop or vehicle.
        number: usize,
    },
    /// A leg so long that it breaks the span.
    #[error("a leg is longer than the span of a plan")]
    LegTooLong,
}

/// A stop as the search sees it. Times are ms from the earliest shift's start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) site: u32,
    pub(super) from: i32,
    pub(super) until: i32,
    pub(super) service: i32,
    /// What it adds to the load at the start of the run.
    pub(super) at_start: i32,
    /// What it adds to the load when served.
    pub(super) change: i32,
    /// The car that must serve it.
    pub(super) only: Option<u32>,
    /// Its place in the driver's order.
    pub(super) pinned: Option<u32>,
    /// The request it is part of.
    pub(super) request: u32,
}

/// Stops that are planned or left out together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request {
    pub(super) first: u32,
    /// The drop-off, if `first` is a pickup.
    pub(super) second: Option<u32>,
}

/// A vehicle as the search sees it.
#[derive(Clone, Debug)]
pub(super) struct Car {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) capacity: i32,
    /// On board from before, for the end of the run.
    pub(super) aboard: i32,
    pub(super) from: i32,
    pub(super) until: i32,
    pub(super) fixed: i64,
    /// Cars of one class are alike.
    pub(super) class: u32,
    pub(super) pinned: Vec<u32>,
}

/// The problem, ready for the search.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) travel: &'a Travel,
    pub(super) nodes: Vec<Node>,
    pub(super) cars: Vec<Car>,
    /// What the search may place and take out. Done and pinned stops are in none.
    pub(super) requests: Vec<Request>,
    /// By stop: itself and its nearest stops, nearest first; only those in requests.
    pub(super) near: Vec<Vec<u32>>,
    /// Whether any time window is narrower than the span.
    pub(super) timed: bool,
}

/// A node in no request: done or pinned.
pub(super) const NO_REQUEST: u32 = u32::MAX;

impl<'a> Prepared<'a> {
    pub(super) fn new(problem: &'a Problem) -> Result<Self, ProblemFault> {
        check_sizes(problem)?;
        let zero = problem.vehicles.iter().map(|one| one.shift.from_ms).min().unwrap_or(0);
        let owners = owners(problem)?;
        let done: BTreeSet<usize> =
            problem.vehicles.iter().flat_map(|one| one.done.iter().copied()).collect();
        let mut nodes = Vec::with_capacity(problem.stops.len());
        for (number, stop) in problem.stops.iter().enumerate() {
            nodes.push(node(problem, number, stop, zero, &done)?);
        }
        for (stop, (vehicle, place)) in &owners {
            if let Some(node) = nodes.get_mut(*stop) {
                (node.only, node.pinned) = (u32::try_from(*vehicle).ok(), *place);
            }
        }
        let cars = cars(problem, zero)?;
        let mut prepared = Self {
            travel: &problem.travel,
            nodes,
            cars,
            requests: Vec::new(),
            near: Vec::new(),
            timed: false,
        };
        prepared.request_all(problem, &owners, &done)?;
        prepared.bend_to_drivers();
        prepared.look_around();
        let windows = |stop: &Stop| stop.window.from_ms > zero || stop.window.until_ms < zero + SPAN_MS_MAX;
        prepared.timed = problem.stops.iter().any(windows);
        Ok(prepared)
    }

    pub(super) fn node(&self, stop: u32) -> Option<&Node> {
        self.nodes.get(index(stop))
    }

    pub(super) fn car(&self, car: usize) -> Option<&Car> {
        self.cars.get(car)
    }

    pub(super) fn request(&self, request: u32) -> Option<Request> {
        self.requests.get(index(request)).copied()
    }

    pub(super) fn row(&self, site: u32) -> &[Link] {
        self.travel.row(index(site))
    }

    /// Groups the free stops into requests.
    fn request_all(
        &mut self,
        problem: &Problem,
        owners: &Owners,
        done: &BTreeSet<usize>,
    ) -> Result<(), ProblemFault> {
        let free = |stop: &usize| !owners.contains_key(stop);
        let mut second: Vec<Option<usize>> = vec![None; problem.stops.len()];
        for (number, stop) in problem.stops.iter().enumerate() {
            let Goods::DropOff { pickup } = stop.goods else { continue };
            let slot = second.get_mut(pickup).ok_or(ProblemFault::BadPair { stop: number })?;
            if slot.replace(number).is_some() {
                return Err(ProblemFault::BadPair { stop: number });
            }
        }
        for (number, stop) in problem.stops.iter().enumerate() {
            let drop = second.get(number).copied().flatten();
            match stop.goods {
                Goods::Pickup { .. } => {
                    let drop = drop.ok_or(ProblemFault::BadPair { stop: number })?;
                    self.pair(problem, owners, done, number, drop)?;
                }
                _ if drop.is_some() => return Err(ProblemFault::BadPair { stop: number }),
                Goods::DropOff { .. } => {}
                Goods::FromHub { .. } | Goods::ToHub { .. } if free(&number) => self.ask(number, None),
                Goods::FromHub { .. } | Goods::ToHub { .. } => {}
            }
        }
        Ok(())
    }

    /// A pickup and its drop-off: both free, or both with one driver, or the first done.
    fn pair(
        &mut self,
        problem: &Problem,
        owners: &Owners,
        done: &BTreeSet<usize>,
        pick: usize,
        drop: usize,
    ) -> Result<(), ProblemFault> {
        let bad = Err(ProblemFault::BadPair { stop: drop });
        let (pick_owner, drop_owner) = (owners.get(&pick), owners.get(&drop));
        if done.contains(&drop) && !done.contains(&pick) {
            return bad;
        }
        match (pick_owner, drop_owner) {
            (None, None) => self.ask(pick, Some(drop)),
            (Some((carrier, _)), None) if done.contains(&pick) => {
                // The goods are in that vehicle: nobody else can bring them.
                let only = u32::try_from(*carrier).ok();
                if let Some(node) = self.nodes.get_mut(drop) {
                    if node.only.is_some_and(|other| Some(other) != only) {
                        return bad;
                    }
                    node.only = only;
                }
                self.ask(drop, None);
            }
            (Some((carrier, place)), Some((other, later))) => {
                let order = match (place, later) {
                    (Some(place), Some(later)) => place < later,
                    _ => done.contains(&pick),
                };
                let done_order = problem.vehicles.get(*carrier).is_some_and(|vehicle| {
                    let at = |stop| vehicle.done.iter().position(|one| *one == stop);
                    at(pick).zip(at(drop)).is_none_or(|(first, second)| first < second)
                });
                if carrier != other || !order || !done_order {
                    return bad;
                }
            }
            _ => return bad,
        }
        Ok(())
    }

    fn ask(&mut self, first: usize, second: Option<usize>) {
        let number = small(self.requests.len());
        let only = [Some(first), second].into_iter().flatten().find_map(|stop| self.nodes.get(stop)?.only);
        for stop in [Some(first), second].into_iter().flatten() {
            if let Some(node) = self.nodes.get_mut(stop) {
                (node.request, node.only) = (number, only);
            }
        }
        self.requests.push(Request { first: small(first), second: second.map(small) });
    }

    /// Widens windows, capacities and shifts as far as the drivers' own orders need it: what a driver
    /// chose is kept even when it comes late.
    fn bend_to_drivers(&mut self) {
        for number in 0..self.cars.len() {
            let Some(car) = self.cars.get_mut(number) else { continue };
            let pinned = car.pinned.clone();
            let (mut site, mut now) = (car.start, car.from);
            let mut load = i64::from(car.aboard);
            load += pinned
                .iter()
                .filter_map(|stop| self.nodes.get(index(*stop)))
                .map(|one| i64::from(one.at_start))
                .sum::<i64>();
            let mut peak = load;
            for stop in pinned {
                let Some(node) = self.nodes.get_mut(index(stop)) else { continue };
                let leg = self.travel.leg(index(site), index(node.site));
                now = now.saturating_add_unsigned(leg.time_ms).max(node.from);
                node.until = node.until.max(now);
                now = now.saturating_add(node.service);
                site = node.site;
                load += i64::from(node.change);
                peak = peak.max(load);
            }
            now = now.saturating_add_unsigned(self.travel.leg(index(site), index(car.end)).time_ms);
            car.until = car.until.max(now);
            car.capacity = car.capacity.max(i32::try_from(peak).unwrap_or(i32::MAX));
        }
    }

    /// Lists each free stop's neighbours.
    fn look_around(&mut self) {
        let free: Vec<(u32, u32)> = (0..)
            .zip(&self.nodes)
            .filter(|(_, node)| node.request != NO_REQUEST)
            .map(|(stop, node)| (stop, node.site))
            .collect();
        self.near = self
            .nodes
            .iter()
            .zip(0u32..)
            .map(|(node, stop)| {
                if node.request == NO_REQUEST {
                    return Vec::new();
                }
                let row = self.travel.row(index(node.site));
                let cost = |site: u32| row.get(index(site)).map_or(u32::MAX, |link| link.out.cost);
                let mut near: Vec<(u32, u32, u32)> =
                    free.iter().map(|&(other, site)| (u32::from(other != stop), cost(site), other)).collect();
                near.sort_unstable();
                near.into_iter().take(NEIGHBOURS).map(|(_, _, other)| other).collect()
            })
            .collect();
    }

    /// All cars with their drivers' orders and nothing else.
    pub(super) fn empty_routes(&self) -> Vec<Route> {
        (0..self.cars.len()).map(|car| Route::pinned(self, car)).collect()
    }
}

/// By stop: the vehicle that has it done or pinned, and the place in the pinned order.
type Owners = std::collections::BTreeMap<usize, (usize, Option<u32>)>;

fn owners(problem: &Problem) -> Result<Owners, ProblemFault> {
    let mut owners = Owners::new();
    for (number, vehicle) in problem.vehicles.iter().enumerate() {
        let done = vehicle.done.iter().map(|stop| (*stop, None));
        let pinned = vehicle.pinned.iter().zip(0u32..).map(|(stop, place)| (*stop, Some(place)));
        for (stop, place) in done.chain(pinned) {
            let only = problem.stops.get(stop).ok_or(ProblemFault::Unknown { number: stop })?.only;
            if owners.insert(stop, (number, place)).is_some() || only.is_some_and(|only| only != number) {
                return Err(ProblemFault::Twice { stop });
            }
        }
    }
    Ok(owners)
}

fn check_sizes(problem: &Problem) -> Result<(), ProblemFault> {
    if problem.stops.len() > STOPS_MAX || problem.vehicles.len() > VEHICLES_MAX {
        return Err(ProblemFault::TooLarge);
    }
    let sites = problem.stops.iter().map(|stop| stop.site);
    let ends = problem.vehicles.iter().flat_map(|vehicle| [vehicle.start, vehicle.end]);
    if let Some(site) = sites.chain(ends).find(|site| *site >= problem.travel.sites()) {
        return Err(ProblemFault::UnknownSite { site });
    }
    if i64::from(problem.travel.longest().time_ms) > SPAN_MS_MAX {
        return Err(ProblemFault::LegTooLong);
    }
    let mut load = 0_i64;
    for (number, stop) in problem.stops.iter().enumerate() {
        let (Goods::FromHub { load: more } | Goods::ToHub { load: more } | Goods::Pickup { load: more }) =
            stop.goods
        else {
            continue;
        };
        load = load.saturating_add(more);
        if more < 0 || load > LOAD_MAX {
            return Err(ProblemFault::OutOfRange { number });
        }
    }
    Ok(())
}

fn node(
    problem: &Problem,
    number: usize,
    stop: &Stop,
    zero: i64,
    done: &BTreeSet<usize>,
) -> Result<Node, ProblemFault> {
    let wrong = ProblemFault::OutOfRange { number };
    let (at_start, change) = match stop.goods {
        Goods::FromHub { load } => (load, -load),
        Goods::ToHub { load } | Goods::Pickup { load } => (0, load),
        Goods::DropOff { pickup } => match problem.stops.get(pickup).map(|one| one.goods) {
            Some(Goods::Pickup { load }) if done.contains(&pickup) => (load, -load),
            Some(Goods::Pickup { load }) => (0, -load),
            _ => return Err(ProblemFault::BadPair { stop: number }),
        },
    };
    if stop.window.until_ms < stop.window.from_ms {
        return Err(wrong);
    }
    if stop.only.is_some_and(|only| only >= problem.vehicles.len()) {
        return Err(ProblemFault::Unknown { number: stop.only.unwrap_or_default() });
    }
    Ok(Node {
        site: small(stop.site),
        from: clock(stop.window.from_ms, zero),
        until: clock_signed(stop.window.until_ms, zero),
        service: span(stop.service_ms).ok_or(wrong)?,
        at_start: i32::try_from(at_start).map_err(|_| wrong)?,
        change: i32::try_from(change).map_err(|_| wrong)?,
        only: stop.only.map(small),
        pinned: None,
        request: NO_REQUEST,
    })
}

fn cars(problem: &Problem, zero: i64) -> Result<Vec<Car>, ProblemFault> {
    let mut classes: Vec<&Vehicle> = Vec::new();
    let bound: BTreeSet<usize> = problem.stops.iter().filter_map(|stop| stop.only).collect();
    let car = |(number, vehicle): (usize, &'_ Vehicle)| {
        let wrong = ProblemFault::OutOfRange { number };
        let shift = vehicle.shift;
        if shift.until_ms < shift.from_ms
            || shift.from_ms.saturating_sub(zero) > SPAN_MS_MAX
            || vehicle.fixed_cost < 0
        {
            return Err(wrong);
        }
        if !(0..=LOAD_MAX).contains(&vehicle.capacity) {
            return Err(wrong);
        }
        let kept = |stop: &usize| match problem.stops.get(*stop).map(|one| one.goods) {
            Some(Goods::ToHub { load }) => load,
            _ => 0,
        };
        let aboard: i64 = vehicle.done.iter().map(kept).sum();
        Ok(Car {
            start: small(vehicle.start),
            end: small(vehicle.end),
            capacity: i32::try_from(vehicle.capacity).map_err(|_| wrong)?,
            aboard: i32::try_from(aboard).map_err(|_| wrong)?,
            from: clock(shift.from_ms, zero),
            until: clock(shift.until_ms, zero),
            fixed: vehicle.fixed_cost,
            class: 0,
            pinned: vehicle.pinned.iter().map(|stop| small(*stop)).collect(),
        })
    };
    let mut cars = Vec::with_capacity(problem.vehicles.len());
    for (number, vehicle) in problem.vehicles.iter().enumerate() {
        let mut one = car((number, vehicle))?;
        let alone = bound.contains(&number) || !vehicle.pinned.is_empty() || !vehicle.done.is_empty();
        let known = classes.iter().position(|other| !alone && *other == vehicle);
        one.class = small(known.unwrap_or(classes.len()));
        if known.is_none() {
            classes.push(vehicle);
        }
        cars.push(one);
    }
    Ok(cars)
}

/// A time on the search's clock, never before its start nor far past the span.
fn clock(at_ms: i64, zero: i64) -> i32 {
    clock_signed(at_ms, zero).max(0)
}

/// The same, but a time before the start stays before it: such a window can't be kept.
fn clock_signed(at_ms: i64, zero: i64) -> i32 {
    let at = at_ms.saturating_sub(zero).clamp(-1, SPAN_MS_MAX.saturating_mul(2));
    i32::try_from(at).unwrap_or(i32::MAX)
}

fn span(ms: i64) -> Option<i32> {
    (0..=SPAN_MS_MAX).contains(&ms).then(|| i32::try_from(ms).ok()).flatten()
}

pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
