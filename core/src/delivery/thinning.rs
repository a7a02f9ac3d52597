//! What a phone keeps of its track while it has no network: all of it, then less and less dense.

use super::geo::distance_cm;
use super::track::Fix;
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

/// How long fixes wait on the phone.
pub const WAITING_MS_MAX: i64 = 24 * HOUR_MS;
/// How many fixes wait on the phone.
pub const WAITING_FIXES_MAX: usize = 20_000;
/// What thinning aims for, so that it is not needed again with the next fix.
pub const WAITING_FIXES_AIM: usize = 16_000;
/// The least distance between neighbours that thinning starts with, in m. It doubles until enough is gone.
pub const SPACING_M_START: i64 = 5;
/// The most that it grows to, in m: beyond it the oldest go.
pub const SPACING_M_MAX: i64 = 640;
/// However near they are, fixes this far apart in time are kept: they tell waiting from no reception.
pub const PAUSE_MS_MAX: i64 = MINUTE_MS;

/// The fixes that remain when neighbours nearer than `spacing_m` are thinned out. The first and the last
/// remain, and one in each [`PAUSE_MS_MAX`]. `fixes` are in order of time; gives their places.
#[must_use]
pub fn thinned(fixes: &[Fix], spacing_m: i64) -> Vec<usize> {
    let mut kept: Option<Fix> = None;
    let last = fixes.len().saturating_sub(1);
    let stays = |(place, fix): (usize, &Fix)| {
        let far = kept.is_none_or(|kept| {
            fix.at.since(kept.at) >= PAUSE_MS_MAX
                || distance_cm(kept.position, fix.position) >= spacing_m.saturating_mul(100)
        });
        if far {
            kept = Some(*fix);
        }
        (far || place == last).then_some(place)
    };
    fixes.iter().enumerate().filter_map(stays).collect()
}

/// The places of the waiting fixes that a phone forgets at `now`, in order. `fixes` are in order of time.
///
/// Fixes older than [`WAITING_MS_MAX`] go. Of more than [`WAITING_FIXES_MAX`], the older half is thinned
/// out, then all, each time to twice the distance; in the end the oldest go.
#[must_use]
pub fn forgotten(fixes: &[Fix], now: Timestamp) -> Vec<usize> {
    let first = fixes.iter().position(|fix| now.since(fix.at) <= WAITING_MS_MAX).unwrap_or(fixes.len());
    let mut places: Vec<usize> = (first..fixes.len()).collect();
    if places.len() > WAITING_FIXES_MAX {
        let mut spacing_m = SPACING_M_START;
        while places.len() > WAITING_FIXES_AIM && spacing_m <= SPACING_M_MAX {
            let half = places.len() / 2;
            places = thin_front(fixes, &places, half, spacing_m);
            if places.len() > WAITING_FIXES_AIM {
                places = thin_front(fixes, &places, places.len(), spacing_m);
            }
            spacing_m = spacing_m.saturating_mul(2);
        }
        let excess = places.len().saturating_sub(WAITING_FIXES_AIM);
        places.drain(..excess);
    }
    let mut kept = places.into_iter().peekable();
    (0..fixes.len()).filter(|place| kept.next_if_eq(place).is_none()).collect()
}

/// Thins the first `number` of the places out.
fn thin_front(fixes: &[Fix], places: &[usize], number: usize, spacing_m: i64) -> Vec<usize> {
    let (front, rest) = places.split_at_checked(number).unwrap_or((places, &[]));
    let front_fixes: Vec<Fix> = front.iter().filter_map(|place| fixes.get(*place).copied()).collect();
    let stay = thinned(&front_fixes, spacing_m).into_iter().filter_map(|at| front.get(at).copied());
    stay.chain(rest.iter().copied()).collect()
}
