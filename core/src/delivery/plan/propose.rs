//! Proposals for one more stop: which vehicle would take it, at what cost.

use serde::{Deserialize, Serialize};

use super::prepared::{Prepared, ProblemFault, Request, index};
use super::recreate::cheapest_of;
use super::route::{Eye, Route};
use super::{PlannedRoute, Problem, schedule};

/// One vehicle's offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The vehicle.
    pub vehicle: usize,
    /// What it costs more than the vehicle's route without the stop.
    pub extra_cost: i64,
    /// The route with it.
    pub route: PlannedRoute,
}

/// Every vehicle that can take `stop` beside what its driver has ([`super::Vehicle::pinned`], in that
/// order), the cheapest first, equal ones by number. A pickup brings its drop-off with it. Empty when
/// nobody can, or when the stop is done or pinned already.
///
/// # Errors
/// The problem contradicts itself or is too large.
pub fn propose(problem: &Problem, stop: usize) -> Result<Vec<Proposal>, ProblemFault> {
    let prepared = Prepared::new(problem)?;
    let node = prepared.nodes.get(stop).ok_or(ProblemFault::Unknown { number: stop })?;
    let Some(request) = prepared.request(node.request) else { return Ok(Vec::new()) };
    let vehicles = 0..problem.vehicles.len();
    let mut proposals: Vec<Proposal> =
        vehicles.filter_map(|vehicle| offer(problem, &prepared, request, vehicle)).collect();
    proposals.sort_by_key(|proposal| (proposal.extra_cost, proposal.vehicle));
    Ok(proposals)
}

fn offer(problem: &Problem, prepared: &Prepared<'_>, request: Request, vehicle: usize) -> Option<Proposal> {
    let mut route = Route::pinned(prepared, vehicle);
    let mut eye = Eye { overlooks: || false, counts_opening: true };
    let gap = cheapest_of(prepared, request, &mut eye, std::iter::once((vehicle, &route)))?;
    route.insert(prepared, request.first, request.second, gap);
    let route = schedule::timed(problem, problem.vehicles.get(vehicle)?, route.stops().map(index));
    Some(Proposal { vehicle, extra_cost: gap.cost, route })
}
