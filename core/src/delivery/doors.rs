//! Which doors a driver comes near: the fences around all open stops of a run, fed with one track. The driver's phone
//! keeps one and suggests that the driver is there, also without network; the server keeps another and tells who runs
//! the hub. Both run this code, so they agree on the same fixes.

use std::collections::BTreeMap;

use super::geo::Position;
use super::geofence::{Fence, Happening, Watch, Zone};
use super::track::{Fix, Verdict};
use crate::id::Id;
use crate::live::Nearness;

/// The fences around a driver's open stops.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doors {
    doors: BTreeMap<Id, (Fence, Watch)>,
}

impl Doors {
    /// The open stops and where their doors are. What is known of a door that was there before stays.
    pub fn set(&mut self, doors: impl IntoIterator<Item = (Id, Position)>) {
        let mut before = std::mem::take(&mut self.doors);
        for (stop, centre) in doors {
            let fence = Fence::new(centre);
            let watch = before.remove(&stop).filter(|(known, _)| *known == fence).map(|(_, watch)| watch);
            self.doors.insert(stop, (fence, watch.unwrap_or_default()));
        }
    }

    /// Takes the next fix of the track in; what happened at which stop, in order of the stops. A fix that the track
    /// does not call good changes nothing.
    pub fn step(&mut self, fix: Fix, verdict: Verdict) -> Vec<(Id, Happening)> {
        if !verdict.is_for_geofence() {
            return Vec::new();
        }
        let doors = self.doors.iter_mut();
        doors
            .flat_map(|(stop, (fence, watch))| {
                watch.step(fence, fix).into_iter().map(move |happening| (*stop, happening))
            })
            .collect()
    }

    /// The stops at whose doors the driver is.
    pub fn there(&self) -> impl Iterator<Item = Id> + '_ {
        self.doors.iter().filter(|(_, (_, watch))| watch.zone() == Zone::Arrived).map(|(stop, _)| *stop)
    }
}

/// How a happening is told on the live lane.
#[must_use]
pub const fn nearness(happening: Happening) -> Nearness {
    match happening {
        Happening::Nearby => Nearness::Nearby,
        Happening::Arrived { .. } => Nearness::Arrived,
        Happening::Left => Nearness::Left,
    }
}
