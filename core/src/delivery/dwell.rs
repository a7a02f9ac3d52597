//! Where a driver stopped, read from the track: the fixes between two drives.
//!
//! A driver on foot at a stop walks: positions creep and turn, but never at a vehicle's pace. So a dwell
//! is a time in which the pace, smoothed over a few fixes, stays at a walk.

use serde::{Deserialize, Serialize};

use super::geo::{Position, distance_cm};
use super::track::Fix;
use crate::time::{SECOND_MS, Timestamp};

/// How stops are told from driving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// The pace is the distance between fixes this far before and after, in ms.
    pub half_window_ms: i64,
    /// Up to this, in cm/s, it is a walk.
    pub walk_cm_per_s_max: i64,
    /// Shorter drives between two stops belong to the stop, in ms: a few metres on to the next door.
    pub drive_ms_min: i64,
    /// Shorter stops are none, in ms: lights and crossings.
    pub stop_ms_min: i64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            half_window_ms: 20 * SECOND_MS,
            walk_cm_per_s_max: 120,
            drive_ms_min: 10 * SECOND_MS,
            stop_ms_min: 30 * SECOND_MS,
        }
    }
}

/// A time in which a driver stayed or walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dwell {
    /// From the first fix.
    pub from: Timestamp,
    /// Until the last fix.
    pub until: Timestamp,
    /// Where most of it was: the fix in the middle by time.
    pub at: Position,
    /// How many fixes it has.
    pub fixes: usize,
}

/// The stops of a track, in order. `fixes` are in order of time.
#[must_use]
pub fn dwells(fixes: &[Fix], pace: Pace) -> Vec<Dwell> {
    let mut slow: Vec<bool> = paces(fixes, pace.half_window_ms)
        .into_iter()
        .map(|cm_per_s| cm_per_s <= pace.walk_cm_per_s_max)
        .collect();
    for (value, shortest) in [(false, pace.drive_ms_min), (true, pace.stop_ms_min)] {
        absorb(fixes, &mut slow, value, shortest);
    }
    let mut free_from = 0;
    let mut stops = Vec::new();
    for run in runs(&slow).filter(|run| run.value) {
        let (from, until) = widened(fixes, &run, free_from, pace.walk_cm_per_s_max);
        free_from = until;
        stops.extend(fixes.get(from..until).and_then(dwell));
    }
    stops
}

fn dwell(part: &[Fix]) -> Option<Dwell> {
    let (first, last) = (part.first()?, part.last()?);
    let middle = first.at.plus(last.at.since(first.at) / 2);
    let at = part.iter().min_by_key(|fix| fix.at.since(middle).saturating_abs())?.position;
    Some(Dwell { from: first.at, until: last.at, at, fixes: part.len() })
}

/// The run and the fixes around it at which the vehicle stood already: smoothing cuts them off.
fn widened(fixes: &[Fix], run: &Run, free_from: usize, walk_cm_per_s_max: i64) -> (usize, usize) {
    let walks = |pair: &&[Fix]| matches!(pair, [a, b] if cm_per_s(a, b) <= walk_cm_per_s_max);
    let before = fixes.get(free_from..run.from.saturating_add(1)).unwrap_or_default();
    let after = fixes.get(run.until.saturating_sub(1)..).unwrap_or_default();
    let earlier = before.windows(2).rev().take_while(walks).count();
    let later = after.windows(2).take_while(walks).count();
    (run.from.saturating_sub(earlier), run.until.saturating_add(later))
}

/// The pace at each fix in cm/s: from the fix `half_window_ms` before to the one after.
fn paces(fixes: &[Fix], half_window_ms: i64) -> Vec<i64> {
    let pace = |(place, fix): (usize, &Fix)| {
        let near = |other: &&Fix| other.at.since(fix.at).saturating_abs() <= half_window_ms;
        let (before, after) = fixes.split_at_checked(place).unwrap_or((fixes, &[]));
        let first = before.iter().rev().take_while(near).last().unwrap_or(fix);
        let last = after.iter().take_while(near).last().unwrap_or(fix);
        cm_per_s(first, last)
    };
    fixes.iter().enumerate().map(pace).collect()
}

fn cm_per_s(a: &Fix, b: &Fix) -> i64 {
    let ms = b.at.since(a.at).max(SECOND_MS);
    distance_cm(a.position, b.position).saturating_mul(1_000) / ms
}

/// Turns runs of `value` that are shorter than `shortest_ms` over to their neighbours.
fn absorb(fixes: &[Fix], slow: &mut [bool], value: bool, shortest_ms: i64) {
    let all: Vec<Run> = runs(slow).collect();
    let end = slow.len();
    for run in all.iter().filter(|run| run.value == value && run.from > 0 && run.until < end) {
        let (Some(first), Some(next)) = (fixes.get(run.from), fixes.get(run.until)) else { continue };
        if next.at.since(first.at) < shortest_ms
            && let Some(part) = slow.get_mut(run.from..run.until)
        {
            part.fill(!value);
        }
    }
}

/// Fixes in a row that are alike.
struct Run {
    value: bool,
    from: usize,
    until: usize,
}

fn runs(values: &[bool]) -> impl Iterator<Item = Run> {
    let mut from = 0;
    values.chunk_by(|a, b| a == b).filter_map(move |chunk| {
        let run = Run { value: *chunk.first()?, from, until: from.saturating_add(chunk.len()) };
        from = run.until;
        Some(run)
    })
}
