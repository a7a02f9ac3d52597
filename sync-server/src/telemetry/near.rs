//! Notices by their positions that drivers come near the doors of their stops, with the same code as their phones.

use std::collections::HashMap;
use std::sync::Arc;

use hubbub_core::delivery::doors::{Doors, nearness};
use hubbub_core::delivery::geo::Position;
use hubbub_core::delivery::geofence::Happening;
use hubbub_core::delivery::track::{Fix, Verdict};
use hubbub_core::id::Id;
use hubbub_core::live::{Change, Door, Event, Kind, News, Told};
use hubbub_core::time::Timestamp;

/// The drivers who are on the way, and the doors around which they are watched.
#[derive(Default)]
pub(super) struct Near(HashMap<Id, (Arc<[Door]>, Doors)>);

impl Near {
    /// Takes a driver's next fix in; what the watchers of the doors are told.
    pub(super) fn step(
        &mut self,
        driver: Id,
        doors: &Arc<[Door]>,
        (fix, verdict): (Fix, Verdict),
        now: Timestamp,
    ) -> Vec<News> {
        if doors.is_empty() {
            self.0.remove(&driver);
            return Vec::new();
        }
        let (known, approach) = self.0.entry(driver).or_default();
        if !Arc::ptr_eq(known, doors) {
            let place = |door: &Door| Some((door.stop, Position::new(door.lat_e6, door.lon_e6)?));
            approach.set(doors.iter().filter_map(place));
            *known = Arc::clone(doors);
        }
        let happenings = approach.step(fix, verdict);
        happenings.into_iter().flat_map(|(stop, what)| told(doors, driver, stop, what, fix.at, now)).collect()
    }

    pub(super) fn forget(&mut self, driver: Id) {
        self.0.remove(&driver);
    }
}

fn told(doors: &[Door], driver: Id, stop: Id, what: Happening, at: Timestamp, now: Timestamp) -> Vec<News> {
    let Some(door) = doors.iter().find(|door| door.stop == stop) else { return Vec::new() };
    let event = Event::DriverNear { driver, stop, order: door.order, nearness: nearness(what), at };
    let told = Told { event, scope: None };
    let change = |topic: &hubbub_core::live::Topic| Change {
        topic: topic.clone(),
        kind: Kind::DriverNear,
        about: stop,
    };
    door.topics.iter().map(|topic| News::of(change(topic), &told, 0, now)).collect()
}
