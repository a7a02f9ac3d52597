//! Where a hub's drivers are, as their phones say it on the live lane. While a window looks, the hub's fleet is
//! watched; without a connection the last that was heard stays, with its time.

use std::collections::BTreeMap;

use hubbub_core::client::{Heard, Watch};
use hubbub_core::delivery::geo::{Position, distance_m};
use hubbub_core::delivery::geofence::{LEAVE_MARGIN_M, NEARBY_M};
use hubbub_core::delivery::model::{Run, RunStop};
use hubbub_core::delivery::runs::stops_of;
use hubbub_core::delivery::view;
use hubbub_core::id::Id;
use hubbub_core::live::{Event, LiveEvent, Nearness, Topic};
use hubbub_core::store::{Fault, Tx, Value};
use hubbub_core::time::{MINUTE_MS, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::One;
use super::dispatch::Spot;
use crate::desktop::lock;
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Older positions are shown as old: phones report every few seconds while they drive.
const FRESH_MS: i64 = 2 * MINUTE_MS;
/// From here on a way is told in km.
const METRES_PER_KM: i64 = 1_000;
/// Metres are told in steps: a phone knows no better.
const METRES_STEP: i64 = 10;

/// The fleet that is watched, the last position of each driver, and how near somebody is to a stop's door.
#[derive(Default)]
pub(crate) struct Fleet {
    watched: Option<(Id, Watch)>,
    last: BTreeMap<Id, Seen>,
    doors: BTreeMap<Id, Nearness>,
}

/// A driver was somewhere.
#[derive(Clone, Copy)]
struct Seen {
    position: Position,
    heading_deg: Option<u32>,
    speed_cm_s: Option<u32>,
    at: Timestamp,
}

/// Where a driver is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DriverSpot {
    /// The person.
    pub user: Ref,
    /// How customers see the person.
    pub name: String,
    /// Where.
    pub spot: Spot,
    /// Whether that is still true: told within two minutes.
    pub fresh: bool,
    /// Direction in degrees from north, clockwise; none while nobody knows.
    pub heading_deg: Option<u32>,
    /// When and how fast, in words.
    pub seen: String,
    /// The next stop and how far it is in a straight line, in words; empty without one.
    pub next: String,
    /// Whether the driver is at that stop's door or nearly, in words; empty when not.
    pub near: String,
}

impl Fleet {
    /// Turns to a hub's fleet; what was heard of another is forgotten.
    fn turn_to(&mut self, desktop: &Desktop, hub: Id) -> &Watch {
        if self.watched.as_ref().is_none_or(|(watched, _)| *watched != hub) {
            self.last.clear();
            self.doors.clear();
            self.watched = None;
        }
        let watch = || (hub, desktop.client.watch(Topic::of(Topic::FLEET, hub)));
        &self.watched.get_or_insert_with(watch).1
    }

    fn hear(&mut self, desktop: &Desktop, hub: Id) -> Result<(), Problem> {
        match self.turn_to(desktop, hub).heard() {
            Heard::Events(events) => {
                let events: Vec<Event> = events.iter().map(LiveEvent::event).collect();
                self.last.extend(events.iter().filter_map(seen));
                self.doors.extend(events.iter().filter_map(door));
                Ok(())
            }
            Heard::Nothing => Ok(()),
            Heard::Refused(refusal) => Err(Problem::refused(&refusal, &desktop.say())),
        }
    }
}

fn seen(event: &Event) -> Option<(Id, Seen)> {
    let Event::DriverPosition { driver, lat_e6, lon_e6, heading_deg, speed_cm_s, at, .. } = *event else {
        return None;
    };
    let position = Position::new(lat_e6, lon_e6)?;
    Some((driver, Seen { position, heading_deg, speed_cm_s, at }))
}

fn door(event: &Event) -> Option<(Id, Nearness)> {
    let Event::DriverNear { stop, nearness, .. } = *event else { return None };
    Some((stop, nearness))
}

/// Where a hub's drivers are. From now on `live` changes tell of it, until [`leave_fleet`].
pub(super) fn fleet(desktop: &Desktop, One { id }: One) -> Result<Vec<DriverSpot>, Problem> {
    let hub = Id::from(id);
    let (last, doors) = {
        let mut fleet = lock(&desktop.fleet);
        fleet.hear(desktop, hub)?;
        (fleet.last.clone(), fleet.doors.clone())
    };
    let say = desktop.say();
    desktop.view(|tx, viewer| {
        let zone = tx.get::<hubbub_core::community::model::Hub>(hub)?.map(|hub| hub.time_zone);
        let there = say.in_zone(&zone.unwrap_or_default());
        let mut spots = Vec::new();
        for driver in view::drivers(tx, hub)? {
            let Some(seen) = last.get(&driver.user) else { continue };
            let next = next_stop(tx, hub, driver.user)?;
            let fresh = viewer.now.since(seen.at) <= FRESH_MS;
            let near = next.as_ref().filter(|_| fresh).and_then(|stop| {
                let (door, heard) = door_of(stop).zip(doors.get(&stop.id).copied())?;
                near_key(heard, distance_m(seen.position, door))
            });
            spots.push(DriverSpot {
                user: driver.user.into(),
                name: driver.name,
                spot: Spot { lat_e6: seen.position.lat_e6, lon_e6: seen.position.lon_e6 },
                fresh,
                heading_deg: seen.heading_deg,
                seen: seen_words(seen, &there),
                near: near.map(|key| there.text(key)).unwrap_or_default(),
                next: next.map(|stop| next_words(&stop, seen.position, &there)).unwrap_or_default(),
            });
        }
        Ok(spots)
    })
}

/// Nobody looks any more: the fleet is not watched, and its positions are forgotten.
pub(super) fn leave_fleet(desktop: &Desktop, (): ()) -> Result<(), Problem> {
    *lock(&desktop.fleet) = Fleet::default();
    Ok(())
}

/// The first stop to come of a driver's run on the road.
fn next_stop(tx: &mut Tx<'_>, hub: Id, driver: Id) -> Result<Option<RunStop>, Fault> {
    let clause = "driver = ? AND state = 'out' ORDER BY departed_at, id";
    let runs = tx.select::<Run>(clause, &[Value::from(driver)])?;
    let Some(run) = runs.into_iter().find(|run| run.hub == hub) else { return Ok(None) };
    Ok(stops_of(tx, run.id)?.into_iter().find(|stop| !stop.phase.is_over()))
}

fn seen_words(seen: &Seen, say: &Say) -> String {
    let at = say.time(seen.at);
    match seen.speed_cm_s {
        // 36 m in an hour are 1 cm in a second.
        Some(speed) => {
            let km_h = (i64::from(speed) * 36 + 500) / 1_000;
            say.with("desk-driver-seen-at-speed", &[("at", at.into()), ("speed", say.number(km_h).into())])
        }
        None => say.with("desk-driver-seen", &[("at", at.into())]),
    }
}

/// Whether the driver is near a stop by the positions alone, whatever they say. That somebody drove past a door without
/// a halt is told by nobody: it ends with the way to it.
const fn near_key(heard: Nearness, way_m: i64) -> Option<&'static str> {
    if way_m > NEARBY_M + LEAVE_MARGIN_M {
        return None;
    }
    match heard {
        Nearness::Nearby => Some("desk-driver-nearby"),
        Nearness::Arrived => Some("desk-driver-at-door"),
        Nearness::Left => None,
    }
}

fn door_of(stop: &RunStop) -> Option<Position> {
    stop.lat_e6.zip(stop.lon_e6).and_then(|(lat, lon)| Position::new(lat, lon))
}

fn next_words(stop: &RunStop, from: Position, say: &Say) -> String {
    let name = stop.recipient.clone();
    match door_of(stop) {
        Some(door) => {
            let way = way_words(distance_m(from, door), say);
            say.with("desk-driver-next-in", &[("name", name.into()), ("way", way.into())])
        }
        None => say.with("desk-driver-next", &[("name", name.into())]),
    }
}

/// A distance in words: metres in steps of ten, from a km on in whole km.
fn way_words(metres: i64, say: &Say) -> String {
    let rounded = |by: i64| (metres + by / 2) / by;
    if metres < METRES_PER_KM {
        let metres = rounded(METRES_STEP) * METRES_STEP;
        say.with("desk-way-m", &[("way", say.number(metres).into())])
    } else {
        say.with("desk-way-km", &[("way", say.number(rounded(METRES_PER_KM)).into())])
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::i18n::Locale;
    use hubbub_core::time::Timestamp;

    use super::{Event, Id, Nearness, Position, Seen, door, near_key, seen_words, way_words};
    use crate::say::Say;

    #[test]
    fn who_is_near_a_door_is_told_and_who_has_left_it_is_not() {
        let say = Say::new(Locale::En, "UTC");
        let [driver, stop, order] = ["driver", "stop", "order"].map(|name| Id::named("fleet", name));
        let table = [
            (Nearness::Nearby, 250, "Nearly there"),
            (Nearness::Arrived, 40, "At the door"),
            (Nearness::Left, 200, ""),
            // Drove past.
            (Nearness::Nearby, 5_000, ""),
        ];
        for (nearness, way_m, words) in table {
            let event = Event::DriverNear { driver, stop, order, nearness, at: Timestamp(0) };
            let (of, heard) = door(&event).unwrap();
            let told = near_key(heard, way_m).map(|key| say.text(key)).unwrap_or_default();
            assert_eq!((of, told), (stop, words.to_owned()), "{nearness:?} at {way_m} m");
        }
    }

    #[test]
    fn ways_and_speeds_are_told_as_people_say_them() {
        let say = Say::new(Locale::En, "UTC");
        for (metres, words) in [(0, "0 m"), (84, "80 m"), (994, "990 m"), (1_499, "1 km"), (1_500, "2 km")] {
            assert_eq!(way_words(metres, &say), words, "{metres}");
        }
        let seen = |speed_cm_s| Seen {
            position: Position { lat_e6: 0, lon_e6: 0 },
            heading_deg: None,
            speed_cm_s,
            at: Timestamp(0),
        };
        assert_eq!(seen_words(&seen(Some(1_389)), &say), "Seen at 00:00, 50 km/h");
        assert_eq!(seen_words(&seen(None), &say), "Seen at 00:00");
    }
}
