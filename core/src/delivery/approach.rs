//! What a driver's phone makes of each fix while a run is out, without network: near the next stop, arrived there, gone
//! again; and what anybody who may see the driver makes of the last one: when the driver will be there.
//!
//! Both are the rules of [`super::geofence`], [`super::track`] and [`super::eta`], held against the stops in the store.

use super::eta::{Eta, Remaining, eta};
use super::geo::{Position, distance_m};
use super::geofence::{Fence, Happening, Watch};
use super::model::{Run, RunStop, StopPhase};
use super::plan::Travel;
use super::proof::Place;
use super::runs::stops_of;
use super::track::{Filter, Fix};
use super::view::sees;
use crate::access::{Access, Viewer};
use crate::call::Actor;
use crate::id::Id;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// What a phone keeps between two fixes. It may be lost: two more fixes make up for it.
#[derive(Clone, Debug, Default)]
pub struct Approach {
    filter: Filter,
    /// The stop that is watched, and what is known of it.
    watched: Option<(Id, Watch)>,
}

/// A fix that tells something of a stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The next stop of the run that is out.
    pub stop: RunStop,
    /// What happened there, in order; never empty.
    pub happenings: Vec<Happening>,
    /// Where the phone was.
    pub place: Option<Place>,
}

impl Approach {
    /// Takes the next fix in; `now` is the phone's own clock. Tells what it shows of the next stop of the driver's run
    /// that is out, if anything.
    ///
    /// # Errors
    /// The store's fault; nothing was taken in then.
    pub fn step(
        &mut self,
        tx: &mut Tx<'_>,
        driver: Id,
        fix: Fix,
        now: Timestamp,
    ) -> Result<Option<Told>, Fault> {
        let next = next_stop(tx, driver)?;
        let verdict = self.filter.judge(fix, now);
        let Some((stop, door)) = next.and_then(|stop| door(&stop).map(|door| (stop, door))) else {
            self.watched = None;
            return Ok(None);
        };
        let known = self.watched.filter(|(watched, _)| *watched == stop.id);
        let mut watch = known.map(|(_, watch)| watch).unwrap_or_default();
        let happenings =
            if verdict.is_for_geofence() { watch.step(&Fence::new(door), fix) } else { Vec::new() };
        self.watched = Some((stop.id, watch));
        let place = place(fix, door);
        Ok((!happenings.is_empty()).then_some(Told { stop, happenings, place }))
    }
}

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

/// The first stop to come of the run that the driver is out on.
fn next_stop(tx: &mut Tx<'_>, driver: Id) -> Result<Option<RunStop>, Fault> {
    let clause = "driver = ? AND state = 'out' ORDER BY departs_at, id";
    let Some(run) = tx.select::<Run>(clause, &[Value::from(driver)])?.into_iter().next() else {
        return Ok(None);
    };
    Ok(stops_of(tx, run.id)?.into_iter().find(is_to_come))
}

fn is_to_come(stop: &RunStop) -> bool {
    !stop.phase.is_over()
}

fn door(stop: &RunStop) -> Option<Position> {
    stop.lat_e6.zip(stop.lon_e6).and_then(|(lat_e6, lon_e6)| Position::new(lat_e6, lon_e6))
}

fn place(fix: Fix, door: Position) -> Option<Place> {
    Some(Place {
        lat_e6: i32::try_from(fix.position.lat_e6).ok()?,
        lon_e6: i32::try_from(fix.position.lon_e6).ok()?,
        accuracy_m: i64::from(fix.accuracy_m?),
        to_address_m: Some(distance_m(fix.position, door)),
    })
}
