//! From a solution to a plan with times, straight from the problem.

use super::anneal::Solution;
use super::prepared::{Prepared, Request, index};
use super::recreate::cheapest_of;
use super::route::{Eye, Route};
use super::{Goods, Plan, PlannedRoute, Problem, Unplanned, Vehicle, Visit, WhyUnplanned};

/// The plan of a solution.
pub(super) fn finish(problem: &Problem, prepared: &Prepared<'_>, solution: &Solution) -> Plan {
    let vehicles = problem.vehicles.iter().zip(&solution.routes);
    let routes: Vec<PlannedRoute> =
        vehicles.map(|(vehicle, route)| timed(problem, vehicle, route.stops().map(index))).collect();
    let absent = solution.absent.iter().filter_map(|request| prepared.request(*request));
    let mut unplanned = Vec::new();
    for request in absent {
        let why = why(problem, prepared, request);
        let stops = [Some(request.first), request.second].into_iter().flatten();
        unplanned.extend(stops.map(|stop| Unplanned { stop: index(stop), why }));
    }
    unplanned.sort_unstable_by_key(|one| one.stop);
    Plan { cost: routes.iter().map(|route| route.cost).sum(), routes, unplanned }
}

/// A vehicle's route with its times; whether it is allowed is not looked at.
pub(super) fn timed(
    problem: &Problem,
    vehicle: &Vehicle,
    stops: impl Iterator<Item = usize>,
) -> PlannedRoute {
    let (mut site, mut now, mut cost) = (vehicle.start, vehicle.shift.from_ms, 0_i64);
    let mut visits = Vec::new();
    for number in stops {
        let Some(stop) = problem.stops.get(number) else { continue };
        let leg = problem.travel.leg(site, stop.site);
        let arrive_ms = now.saturating_add(i64::from(leg.time_ms));
        let start_ms = arrive_ms.max(stop.window.from_ms);
        let leave_ms = start_ms.saturating_add(stop.service_ms);
        let late_ms = start_ms.saturating_sub(stop.window.until_ms).max(0);
        visits.push(Visit { stop: number, arrive_ms, start_ms, leave_ms, late_ms });
        (site, now, cost) = (stop.site, leave_ms, cost.saturating_add(i64::from(leg.cost)));
    }
    let home = problem.travel.leg(site, vehicle.end);
    let done = vehicle.done.clone();
    if visits.is_empty() {
        return PlannedRoute { done, visits, end_ms: now.saturating_add(i64::from(home.time_ms)), cost: 0 };
    }
    let cost = cost.saturating_add(i64::from(home.cost)).saturating_add(vehicle.fixed_cost);
    PlannedRoute { done, visits, end_ms: now.saturating_add(i64::from(home.time_ms)), cost }
}

/// Tries the request alone in every car that may come.
fn why(problem: &Problem, prepared: &Prepared<'_>, request: Request) -> WhyUnplanned {
    let load = match problem.stops.get(index(request.first)).map(|stop| stop.goods) {
        Some(Goods::FromHub { load } | Goods::ToHub { load } | Goods::Pickup { load }) => load,
        _ => 0,
    };
    let only = prepared.node(request.first).and_then(|node| node.only);
    let may = |car: &usize| only.is_none_or(|only| index(only) == *car);
    let mut cars = problem.vehicles.iter().enumerate().filter(|(car, _)| may(car));
    if cars.all(|(_, vehicle)| load > vehicle.capacity) {
        return WhyUnplanned::TooMuch;
    }
    let alone = (0..problem.vehicles.len()).filter(may).any(|car| {
        let route = Route::empty(prepared, car);
        let mut eye = Eye { overlooks: || false, counts_opening: true };
        cheapest_of(prepared, request, &mut eye, std::iter::once((car, &route))).is_some()
    });
    if alone { WhyUnplanned::NoRoom } else { WhyUnplanned::OutOfReach }
}
