//! How often somebody may ask: per rule and subject, a steady rate with room for a burst.
//!
//! The generic cell rate algorithm: one time per subject says when it will have used up what it was granted.
//! Nothing true hangs on it, so it lives in memory and a restart forgets it; the lock after failed sign-ins is
//! in the database.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use hubbub_core::time::{MINUTE_MS, SECOND_MS, Timestamp};

/// Subjects remembered at once. Beyond it those that have waited longest are forgotten: a flood of addresses
/// costs this much memory and no more.
const SUBJECTS_MAX: usize = 100_000;

/// How often: so many a minute, and as many at once. More than one a millisecond is not told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quota(pub u32);

/// What a request was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    quota: Quota,
    /// Requests that would pass now.
    remaining: i64,
    /// Milliseconds until the quota is whole again.
    whole_in_ms: i64,
    /// Milliseconds until the next request would pass; 0 when this one did.
    pub(crate) wait_ms: i64,
}

/// Who has asked how much, by rule and subject.
#[derive(Default)]
pub(crate) struct Limits(Mutex<BTreeMap<(&'static str, String), Timestamp>>);

impl Limits {
    /// Counts a request of `subject` under a rule.
    pub(crate) fn ask(&self, rule: &'static str, subject: &str, quota: Quota, now: Timestamp) -> Grant {
        let each = (MINUTE_MS / i64::from(quota.0.max(1))).max(1);
        let mut used_until = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if used_until.len() >= SUBJECTS_MAX {
            make_room(&mut used_until, now);
        }
        let slot = used_until.entry((rule, subject.to_owned())).or_insert(now);
        let after = Timestamp(slot.0.max(now.0)).plus(each);
        let wait_ms = after.since(now) - MINUTE_MS;
        if wait_ms > 0 {
            let whole_in_ms = slot.since(now);
            return Grant { quota, remaining: 0, whole_in_ms, wait_ms };
        }
        *slot = after;
        Grant { quota, remaining: -wait_ms / each, whole_in_ms: after.since(now), wait_ms: 0 }
    }

    /// Gives a subject its whole quota back.
    pub(crate) fn forgive(&self, rule: &'static str, subject: &str) {
        let mut used_until = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        used_until.remove(&(rule, subject.to_owned()));
    }
}

fn make_room(used_until: &mut BTreeMap<(&'static str, String), Timestamp>, now: Timestamp) {
    used_until.retain(|_, until| *until > now);
    if used_until.len() >= SUBJECTS_MAX {
        let mut times: Vec<Timestamp> = used_until.values().copied().collect();
        times.sort_unstable();
        let median = times[times.len() / 2];
        used_until.retain(|_, until| *until > median);
    }
}

impl Grant {
    pub(crate) const fn is_given(&self) -> bool {
        self.wait_ms == 0
    }

    /// Says how things stand (draft-ietf-httpapi-ratelimit-headers), and when to come back (RFC 9110, 10.2.3).
    pub(crate) fn write(&self, headers: &mut HeaderMap) {
        let seconds = |ms: i64| (ms + SECOND_MS - 1) / SECOND_MS;
        let Self { quota, remaining, whole_in_ms, wait_ms } = *self;
        let mut say = |name: HeaderName, text: String| {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(name, value);
            }
        };
        let policy = HeaderName::from_static("ratelimit-policy");
        say(policy, format!("\"route\";q={};w={}", quota.0, MINUTE_MS / SECOND_MS));
        let reset = seconds(whole_in_ms);
        say(HeaderName::from_static("ratelimit"), format!("\"route\";r={remaining};t={reset}"));
        if wait_ms > 0 {
            say(header::RETRY_AFTER, seconds(wait_ms).to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_then_a_steady_rate() {
        let limits = Limits::default();
        let ask = |at: i64| limits.ask("rule", "ada", Quota(5), Timestamp(at));
        for left in (0..5).rev() {
            let grant = ask(0);
            assert!(grant.is_given());
            assert_eq!(grant.remaining, left);
        }
        let refused = ask(0);
        assert_eq!((refused.wait_ms, refused.remaining), (12_000, 0));
        assert!(!ask(11_999).is_given(), "being refused costs nothing");
        assert!(ask(12_000).is_given() && !ask(12_000).is_given());
        assert!(limits.ask("rule", "ben", Quota(5), Timestamp(0)).is_given());
        assert!(limits.ask("other", "ada", Quota(5), Timestamp(0)).is_given());
        for _ in 0..5 {
            assert!(ask(200_000).is_given(), "after a while it is whole again");
        }
        assert!(!ask(200_000).is_given());
    }

    #[test]
    fn a_flood_of_subjects_has_its_room_and_no_more() {
        let limits = Limits::default();
        for number in 0..(SUBJECTS_MAX + 10) {
            limits.ask(
                "rule",
                &number.to_string(),
                Quota(1),
                Timestamp(i64::try_from(number).unwrap() / 100),
            );
        }
        assert!(limits.0.lock().unwrap().len() <= SUBJECTS_MAX);
    }
}
