//! Whether a driver is near a stop, has arrived, has left. The phone and the server run the same code.
//!
//! Arrival takes two fixes in a row inside the circle, so that one stray fix does not ring a bell. Between
//! two fixes that lie outside, the straight way counts: a short stop may fall between sparse fixes.

use serde::{Deserialize, Serialize};

use super::geo::{Position, distance_cm, distance_to_way_cm};
use super::track::{Fix, is_jump};
use crate::time::{MINUTE_MS, Timestamp};

/// A fix takes part up to this accuracy, in m.
pub const ACCURACY_M_MAX: u32 = 50;
/// The usual radius of arrival, in m.
pub const ARRIVE_M: i64 = 100;
/// The usual radius of "nearly there", in m.
pub const NEARBY_M: i64 = 300;
/// How far outside a circle it is left, in m: nobody flickers on the edge.
pub const LEAVE_MARGIN_M: i64 = 50;
/// Fixes farther apart in time say nothing of the way between them.
pub const WAY_MS_MAX: i64 = 2 * MINUTE_MS;

/// The circles around a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fence {
    /// The middle.
    pub centre: Position,
    /// Radius of arrival in m.
    pub arrive_m: i64,
    /// Radius of "nearly there" in m, no smaller than `arrive_m`.
    pub nearby_m: i64,
}

impl Fence {
    /// The usual circles around `centre`.
    #[must_use]
    pub fn new(centre: Position) -> Self {
        Self { centre, arrive_m: ARRIVE_M, nearby_m: NEARBY_M }
    }
}

/// Where the driver is with respect to a stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Outside the circles.
    #[default]
    Away,
    /// In the outer circle.
    Nearby,
    /// In the inner circle.
    Arrived,
}

/// What happened at a fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// The driver came into the outer circle.
    Nearby,
    /// The driver arrived.
    Arrived {
        /// By what it was known.
        by: Evidence,
    },
    /// The driver went out of the inner circle by the margin.
    Left,
}

/// What shows an arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Two fixes in a row inside.
    Fixes,
    /// The way between two fixes outside. Whether the vehicle stopped is not known.
    Way,
}

/// The state of one fence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    zone: Zone,
    /// The last fix that took part.
    last: Option<Fix>,
}

impl Watch {
    /// Where the driver is.
    #[must_use]
    pub fn zone(self) -> Zone {
        self.zone
    }

    /// When the last fix that took part was taken.
    #[must_use]
    pub fn last_at(self) -> Option<Timestamp> {
        self.last.map(|fix| fix.at)
    }

    /// Takes the next fix in; gives what happened, in order. Fixes that the track does not call
    /// [`super::track::Verdict::Good`] must not come here. One with an accuracy above
    /// [`ACCURACY_M_MAX`], or no later than the last, changes nothing.
    pub fn step(&mut self, fence: &Fence, fix: Fix) -> Vec<Happening> {
        let fine = fix.accuracy_m.is_some_and(|accuracy| accuracy <= ACCURACY_M_MAX);
        if !fine || self.last.is_some_and(|last| fix.at <= last.at) {
            return Vec::new();
        }
        let last = self.last.replace(fix);
        let mut happenings = Vec::new();
        if let Some(last) = last {
            self.enter(fence, last, fix, &mut happenings);
        }
        self.leave(fence, fix, &mut happenings);
        happenings
    }

    fn enter(&mut self, fence: &Fence, last: Fix, fix: Fix, happenings: &mut Vec<Happening>) {
        let arrived = seen_within(fence.centre, fence.arrive_m, last, fix);
        let nearby = || seen_within(fence.centre, fence.nearby_m.max(fence.arrive_m), last, fix);
        if self.zone == Zone::Away && (arrived.is_some() || nearby().is_some()) {
            self.zone = Zone::Nearby;
            happenings.push(Happening::Nearby);
        }
        if let Some(by) = arrived.filter(|_| self.zone == Zone::Nearby) {
            self.zone = Zone::Arrived;
            happenings.push(Happening::Arrived { by });
        }
    }

    fn leave(&mut self, fence: &Fence, fix: Fix, happenings: &mut Vec<Happening>) {
        let distance = distance_cm(fence.centre, fix.position);
        let outside = |radius_m: i64| distance > radius_m.saturating_add(LEAVE_MARGIN_M).saturating_mul(100);
        if self.zone == Zone::Arrived && outside(fence.arrive_m) {
            self.zone = Zone::Nearby;
            happenings.push(Happening::Left);
        }
        if self.zone == Zone::Nearby && outside(fence.nearby_m.max(fence.arrive_m)) {
            self.zone = Zone::Away;
        }
    }
}

/// Whether two fixes in a row show the driver inside a circle. With one inside and one outside, the next
/// fix decides.
fn seen_within(centre: Position, radius_m: i64, last: Fix, fix: Fix) -> Option<Evidence> {
    let radius = radius_m.saturating_mul(100);
    let inside = |fix: Fix| distance_cm(centre, fix.position) <= radius;
    match (inside(last), inside(fix)) {
        (true, true) => Some(Evidence::Fixes),
        (false, false) => {
            let known = fix.at.since(last.at) <= WAY_MS_MAX && !is_jump(last, fix);
            let through = known && distance_to_way_cm(centre, last.position, fix.position) <= radius;
            through.then_some(Evidence::Way)
        }
        _ => None,
    }
}
