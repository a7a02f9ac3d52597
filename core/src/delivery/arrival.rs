//! When a driver will be at a stop, for anybody who may see the driver: the rules of [`super::eta`], held against the
//! stops in the store.

use super::eta::{Eta, Remaining, eta};
use super::geo::Position;
use super::model::{RunStop, StopPhase};
use super::plan::Travel;
use super::runs::stops_of;
use super::track::Fix;
use super::view::sees;
use crate::access::{Access, Viewer};
use crate::call::Actor;
use crate::id::Id;
use crate::store::{Fault, Tx};

/// When the driver will be at a stop, counted from where the driver was seen last: over the stops that come before,
/// as far as the viewer sees them, by straight ways with the usual detour. Nothing for a stop that is over or
/// reached, or that the viewer may not see.
///
/// # Errors
/// The store's fault.
pub fn arrival(tx: &mut Tx<'_>, viewer: &Viewer, stop: Id, seen: Option<Fix>) -> Result<Option<Eta>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let Some(stop) = tx.get::<RunStop>(stop)? else { return Ok(None) };
    let reached = stop.phase == StopPhase::Arrived || !is_to_come(&stop);
    if reached || !sees(tx, &access, &stop)? {
        return Ok(None);
    }
    let Some((seen, door)) = seen.zip(door(&stop)) else { return Ok(Some(Eta::Unknown)) };
    let before = stops_of(tx, stop.run)?;
    let before: Vec<&RunStop> =
        before.iter().filter(|one| is_to_come(one) && one.position < stop.position).collect();
    let mut way = vec![seen.position];
    way.extend(before.iter().copied().filter_map(self::door));
    way.push(door);
    let travel = Travel::straight(&way);
    let legs = (1..way.len()).map(|to| i64::from(travel.leg(to.saturating_sub(1), to).time_ms));
    let remaining = Remaining {
        travel_ms: legs.sum(),
        service_ms: before.iter().map(|one| one.service_ms).sum(),
        not_before: stop.window_from,
    };
    Ok(Some(eta(viewer.now, Some(seen.at), remaining)))
}

fn is_to_come(stop: &RunStop) -> bool {
    !stop.phase.is_over()
}

fn door(stop: &RunStop) -> Option<Position> {
    stop.lat_e6.zip(stop.lon_e6).and_then(|(lat_e6, lon_e6)| Position::new(lat_e6, lon_e6))
}
