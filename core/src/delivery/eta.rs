//! When a driver will be there: a range, never a single minute, and nothing once the track is silent.

use serde::{Deserialize, Serialize};

use crate::time::{MINUTE_MS, SECOND_MS, Timestamp};

/// Older than this, the last fix says only where the driver was last seen.
pub const FIX_AGE_MS_MAX: i64 = 300 * SECOND_MS;
/// How much less travel may take than planned, in percent.
pub const TRAVEL_LESS_PERCENT: i64 = 15;
/// How much more: traffic and parking delay more often than they help.
pub const TRAVEL_MORE_PERCENT: i64 = 30;
/// How much less or more service may take, in percent.
pub const SERVICE_PERCENT: i64 = 40;
/// The narrowest range shown.
pub const WIDTH_MS_MIN: i64 = 5 * MINUTE_MS;

/// What is still to be done before the stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remaining {
    /// Travel from the last fix on, in ms, as planned.
    pub travel_ms: i64,
    /// Service at the stops before, in ms, as planned.
    pub service_ms: i64,
    /// The earliest time at which service may begin.
    pub not_before: Option<Timestamp>,
}

/// What a person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Eta {
    /// Between these times, in whole minutes.
    Between {
        /// The earliest.
        from: Timestamp,
        /// The latest.
        until: Timestamp,
    },
    /// The track is silent.
    LastSeen {
        /// When the driver was last seen.
        at: Timestamp,
    },
    /// There is no fix yet.
    Unknown,
}

/// The range at `now`, counted from the last fix.
#[must_use]
pub fn eta(now: Timestamp, last_fix_at: Option<Timestamp>, remaining: Remaining) -> Eta {
    let Some(seen) = last_fix_at else { return Eta::Unknown };
    if now.since(seen) > FIX_AGE_MS_MAX {
        return Eta::LastSeen { at: seen };
    }
    let (travel, service) = (remaining.travel_ms.max(0), remaining.service_ms.max(0));
    let short =
        share(travel, 100 - TRAVEL_LESS_PERCENT).saturating_add(share(service, 100 - SERVICE_PERCENT));
    let long = share(travel, 100 + TRAVEL_MORE_PERCENT).saturating_add(share(service, 100 + SERVICE_PERCENT));
    let opens = remaining.not_before.unwrap_or(Timestamp(i64::MIN));
    let from = minute_down(seen.plus(short).max(now).max(opens));
    let until = minute_up(seen.plus(long).max(from.plus(WIDTH_MS_MIN)));
    Eta::Between { from, until }
}

fn share(ms: i64, percent: i64) -> i64 {
    ms.saturating_mul(percent) / 100
}

fn minute_down(at: Timestamp) -> Timestamp {
    Timestamp(at.0.div_euclid(MINUTE_MS).saturating_mul(MINUTE_MS))
}

fn minute_up(at: Timestamp) -> Timestamp {
    minute_down(at.plus(MINUTE_MS - 1))
}
