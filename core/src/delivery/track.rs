//! Fixes of a driver's position: which are believed, where the dot stands, how long the trip was.
//!
//! A fix is a fact and always stored once it has arrived. The verdict only says what it may be used for.

use serde::{Deserialize, Serialize};

use super::geo::{Position, distance_cm};
use crate::time::{MINUTE_MS, SECOND_MS, Timestamp};

/// How far ahead of the receiver's clock a fix may be.
pub const FUTURE_MS_MAX: i64 = 5 * MINUTE_MS;
/// Above this a fix is coarse: shown, but not used for geofences.
pub const ACCURACY_M_MAX: u32 = 100;
/// No delivery vehicle is faster; a jump beyond is an error of the receiver. 216 km/h.
pub const SPEED_M_PER_S_MAX: i64 = 60;
/// So many fixes in a row that agree among themselves outvote the one they contradict: it was the error.
pub const AGREEING_FIXES: u32 = 3;

/// A measured position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// When, by the device's clock.
    pub at: Timestamp,
    /// Where.
    pub position: Position,
    /// Radius in m within which the device believes it is; `None` where it does not say.
    pub accuracy_m: Option<u32>,
}

/// What a fix may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// For everything.
    Good,
    /// Accuracy above [`ACCURACY_M_MAX`] or unknown: for the track and the dot, not for geofences.
    Coarse,
    /// From the future: for nothing.
    Future,
    /// A jump that no vehicle makes: for nothing.
    Teleport,
}

impl Verdict {
    /// Whether the fix belongs to the track, the dot and the trip's length.
    #[must_use]
    pub fn is_kept(self) -> bool {
        matches!(self, Self::Good | Self::Coarse)
    }

    /// Whether a geofence may look at it. The fence asks for a better accuracy still.
    #[must_use]
    pub fn is_for_geofence(self) -> bool {
        self == Self::Good
    }
}

/// Judges the fixes of one device, in order of device time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// The last fix that was kept.
    kept: Option<Fix>,
    /// The last that was not, and how many in a row agree up to it.
    doubted: Option<(Fix, u32)>,
}

impl Filter {
    /// Judges the next fix; `now` is the time of the clock that judges.
    pub fn judge(&mut self, fix: Fix, now: Timestamp) -> Verdict {
        if fix.at.since(now) > FUTURE_MS_MAX {
            return Verdict::Future;
        }
        if self.kept.is_some_and(|kept| is_jump(kept, fix)) {
            let agreeing = match self.doubted {
                Some((other, number)) if !is_jump(other, fix) => number.saturating_add(1),
                _ => 1,
            };
            self.doubted = Some((fix, agreeing));
            if agreeing < AGREEING_FIXES {
                return Verdict::Teleport;
            }
        }
        (self.kept, self.doubted) = (Some(fix), None);
        if fix.accuracy_m.is_some_and(|accuracy| accuracy <= ACCURACY_M_MAX) {
            Verdict::Good
        } else {
            Verdict::Coarse
        }
    }
}

/// Whether nobody gets from one fix to the other in the time between. Times are at least a second apart
/// in this sum: receivers round them.
#[must_use]
pub fn is_jump(a: Fix, b: Fix) -> bool {
    let ms = b.at.since(a.at).saturating_abs().max(SECOND_MS);
    distance_cm(a.position, b.position).saturating_mul(10) > ms.saturating_mul(SPEED_M_PER_S_MAX)
}

/// The dot on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    fix: Option<Fix>,
}

impl Live {
    /// Where the dot stands.
    #[must_use]
    pub fn fix(self) -> Option<Fix> {
        self.fix
    }

    /// Moves the dot if `fix` is later by the device's clock; says whether it moved. Fixes that arrive
    /// late go to the track only.
    pub fn advance(&mut self, fix: Fix, verdict: Verdict) -> bool {
        let later = self.fix.is_none_or(|shown| fix.at > shown.at);
        if later && verdict.is_kept() {
            self.fix = Some(fix);
            return true;
        }
        false
    }
}

/// The length of a trip in cm: the sum of the distances between fixes in order of device time.
pub fn length_cm(fixes: impl IntoIterator<Item = Fix>) -> i64 {
    let mut last: Option<Fix> = None;
    let mut length = 0_i64;
    for fix in fixes {
        if let Some(last) = last {
            length = length.saturating_add(distance_cm(last.position, fix.position));
        }
        last = Some(fix);
    }
    length
}
