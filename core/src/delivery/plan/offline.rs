//! The quick planner of a phone without network: nearest insertion, then 2-opt and moved strings.

use super::anneal::Solution;
use super::prepared::{Prepared, ProblemFault, index, small};
use super::recreate::cheapest;
use super::route::Route;
use super::{OFFLINE_STOPS_MAX, Plan, Problem, schedule};

/// The longest string that is moved as one (Or 1976).
const STRING_MAX: usize = 3;
/// Rounds of improvement at most; a local optimum is reached far earlier.
const ROUNDS_MAX: usize = 100;

/// Plans by nearest insertion, 2-opt within routes and moves of up to three stops within and between
/// them, until nothing gets better. Problems of more than [`OFFLINE_STOPS_MAX`] stops are not improved.
///
/// # Errors
/// The problem contradicts itself or is too large.
pub fn plan_offline(problem: &Problem) -> Result<Plan, ProblemFault> {
    let prepared = Prepared::new(problem)?;
    let routes = prepared.empty_routes();
    let absent = (0..small(prepared.requests.len())).collect();
    let mut now = Solution { cost: 0, routes, absent };
    insert_nearest(&prepared, &mut now);
    if problem.stops.len() <= OFFLINE_STOPS_MAX {
        for _ in 0..ROUNDS_MAX {
            let turned = turn(&prepared, &mut now);
            let moved = shift(&prepared, &mut now);
            let placed = retry(&prepared, &mut now);
            if !(turned || moved || placed) {
                break;
            }
        }
    }
    Ok(schedule::finish(problem, &prepared, &now))
}

/// Places the absent request that is nearest to what is planned, again and again.
fn insert_nearest(prepared: &Prepared<'_>, now: &mut Solution) {
    let starts = prepared.cars.iter().map(|car| car.start);
    let planned = now.routes.iter().flat_map(|route| route.steps.iter().map(|step| step.site));
    let sites: Vec<u32> = starts.chain(planned).collect();
    // By absent request: the cost from the nearest planned site to it.
    let mut nearest: Vec<(u32, u32)> = now
        .absent
        .iter()
        .map(|number| {
            (sites.iter().map(|site| away(prepared, *site, *number)).min().unwrap_or(u32::MAX), *number)
        })
        .collect();
    now.absent.clear();
    while let Some(next) = nearest.iter().min().copied() {
        nearest.retain(|one| one.1 != next.1);
        if !place(prepared, now, next.1) {
            now.absent.push(next.1);
            continue;
        }
        let Some(site) =
            prepared.request(next.1).and_then(|one| prepared.node(one.first)).map(|one| one.site)
        else {
            continue;
        };
        for one in &mut nearest {
            one.0 = one.0.min(away(prepared, site, one.1));
        }
    }
}

fn away(prepared: &Prepared<'_>, site: u32, request: u32) -> u32 {
    let node = prepared.request(request).and_then(|request| prepared.node(request.first));
    node.and_then(|node| prepared.row(site).get(index(node.site))).map_or(u32::MAX, |link| link.out.cost)
}

fn place(prepared: &Prepared<'_>, now: &mut Solution, number: u32) -> bool {
    let Some(request) = prepared.request(number) else { return false };
    let Some(gap) = cheapest(prepared, request, now) else { return false };
    let Some(route) = now.routes.get_mut(gap.route) else { return false };
    route.insert(prepared, request.first, request.second, gap);
    true
}

/// Tries what is absent once more.
fn retry(prepared: &Prepared<'_>, now: &mut Solution) -> bool {
    let absent = std::mem::take(&mut now.absent);
    let before = absent.len();
    for number in absent {
        if !place(prepared, now, number) {
            now.absent.push(number);
        }
    }
    now.absent.len() < before
}

/// 2-opt: reverses parts of routes while that helps (Croes 1958).
fn turn(prepared: &Prepared<'_>, now: &mut Solution) -> bool {
    let mut better = false;
    for route in &mut now.routes {
        let mut from = 0;
        while from < route.len() {
            let turned = (from + 2..=route.len()).any(|to| {
                let mut stops: Vec<u32> = route.stops().collect();
                if let Some(part) = stops.get_mut(from..to) {
                    part.reverse();
                }
                replace(prepared, route, stops)
            });
            better |= turned;
            from = if turned { 0 } else { from + 1 };
        }
    }
    better
}

/// Puts the stops into the route if that is allowed and cheaper.
fn replace(prepared: &Prepared<'_>, route: &mut Route, stops: Vec<u32>) -> bool {
    let mut other = route.clone();
    other.set(prepared, stops.into_iter());
    let better = other.cost < route.cost && allowed(prepared, &other);
    if better {
        *route = other;
    }
    better
}

/// Windows, load, the driver's order, and pickups before their drop-offs.
fn allowed(prepared: &Prepared<'_>, route: &Route) -> bool {
    let mut pinned = route.stops().filter_map(|stop| prepared.node(stop)?.pinned);
    let mut last = None;
    let in_order = pinned.all(|place| last.replace(place).is_none_or(|before| before < place));
    let pairs = route.stops().filter_map(|stop| {
        let request = prepared.request(prepared.node(stop)?.request)?;
        request.second.filter(|_| request.first == stop).map(|second| (stop, second))
    });
    let place = |wanted: u32| route.stops().position(|stop| stop == wanted);
    let mut pairs = pairs.filter_map(|(first, second)| Some((place(first)?, place(second)?)));
    in_order && route.holds(prepared) && pairs.all(|(first, second)| first < second)
}

/// Or-opt: moves strings of up to three stops to a better place, in the same route or another.
fn shift(prepared: &Prepared<'_>, now: &mut Solution) -> bool {
    let mut better = false;
    for from in 0..now.routes.len() {
        let mut at = 0;
        while now.routes.get(from).is_some_and(|route| at < route.len()) {
            let moved = (1..=STRING_MAX).any(|length| {
                (0..now.routes.len()).any(|to| shift_string(prepared, now, (from, at, length), to))
            });
            better |= moved;
            at = if moved { 0 } else { at + 1 };
        }
    }
    better
}

fn shift_string(
    prepared: &Prepared<'_>,
    now: &mut Solution,
    (from, at, length): (usize, usize, usize),
    to: usize,
) -> bool {
    let (Some(source), Some(target)) = (now.routes.get(from), now.routes.get(to)) else { return false };
    let stops: Vec<u32> = source.stops().collect();
    let Some(string) = stops.get(at..at + length) else { return false };
    let rest: Vec<u32> = source.stops().filter(|stop| !string.contains(stop)).collect();
    if from == to {
        for place in (0..=rest.len()).filter(|place| *place != at) {
            let order = spliced(&rest, string, place);
            if now.routes.get_mut(from).is_some_and(|route| replace(prepared, route, order)) {
                return true;
            }
        }
        return false;
    }
    if string.iter().any(|stop| !may_move(prepared, *stop, to)) {
        return false;
    }
    let (mut left, mut gains) = (source.clone(), target.clone());
    left.set(prepared, rest.into_iter());
    let before = source.cost + target.cost;
    let others: Vec<u32> = target.stops().collect();
    for place in 0..=others.len() {
        gains.set(prepared, spliced(&others, string, place).into_iter());
        if left.cost + gains.cost < before && allowed(prepared, &left) && allowed(prepared, &gains) {
            if let Some(route) = now.routes.get_mut(from) {
                *route = left;
            }
            if let Some(route) = now.routes.get_mut(to) {
                *route = gains;
            }
            return true;
        }
    }
    false
}

fn spliced(others: &[u32], string: &[u32], place: usize) -> Vec<u32> {
    let (head, tail) = others.split_at_checked(place).unwrap_or((others, &[]));
    [head, string, tail].concat()
}

/// Only single stops that are bound to no car change cars.
fn may_move(prepared: &Prepared<'_>, stop: u32, to: usize) -> bool {
    let Some(node) = prepared.node(stop) else { return false };
    let single = prepared.request(node.request).is_some_and(|request| request.second.is_none());
    single && node.only.is_none_or(|only| index(only) == to)
}
