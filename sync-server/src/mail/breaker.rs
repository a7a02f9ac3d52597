//! A circuit breaker: an outside service that fails again and again is left alone for a while.
//!
//! Closed, every call goes through. After [`FAILURES_MAX`] failures in a row it opens. After [`REST_MS`] it is
//! half open: one probe goes through, and decides.

use hubbub_core::time::{SECOND_MS, Timestamp};

/// Failures in a row that open it (requirement E3).
const FAILURES_MAX: u32 = 5;
/// How long it stays open before a probe (requirement E3).
const REST_MS: i64 = 30 * SECOND_MS;

/// Where a breaker stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Calls go through; so many failed in a row.
    Closed { failed: u32 },
    /// None goes through.
    Open { since: Timestamp },
    /// One goes through.
    HalfOpen,
}

/// A circuit breaker for one service.
#[derive(Debug)]
pub(super) struct Breaker(State);

impl Breaker {
    pub(super) const fn new() -> Self {
        Self(State::Closed { failed: 0 })
    }

    /// Whether a call may go through now. After a yes, [`Self::succeeded`],
    /// [`Self::failed`] or [`Self::unused`] follows.
    pub(super) fn admits(&mut self, now: Timestamp) -> bool {
        match self.0 {
            State::Closed { .. } => true,
            State::Open { since } if now.since(since) >= REST_MS => {
                self.0 = State::HalfOpen;
                true
            }
            State::Open { .. } | State::HalfOpen => false,
        }
    }

    /// The service did what it is for.
    pub(super) const fn succeeded(&mut self) {
        self.0 = State::Closed { failed: 0 };
    }

    /// The service was out of reach or broke off.
    pub(super) const fn failed(&mut self, now: Timestamp) {
        self.0 = match self.0 {
            State::Closed { failed } if failed + 1 < FAILURES_MAX => State::Closed { failed: failed + 1 },
            _ => State::Open { since: now },
        };
    }

    /// Nothing was tried after all.
    pub(super) const fn unused(&mut self, now: Timestamp) {
        if matches!(self.0, State::HalfOpen) {
            self.0 = State::Open { since: now.plus(-REST_MS) };
        }
    }

    /// Whether calls go through as usual.
    #[cfg(test)]
    const fn is_closed(&self) -> bool {
        matches!(self.0, State::Closed { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_after_five_failures_and_lets_one_probe_through() {
        let at = |seconds: i64| Timestamp(seconds * SECOND_MS);
        let mut breaker = Breaker::new();
        for second in 0..4 {
            assert!(breaker.admits(at(second)));
            breaker.failed(at(second));
        }
        assert!(breaker.admits(at(4)), "four are not five");
        breaker.failed(at(4));
        assert!(!breaker.admits(at(4)) && !breaker.admits(at(33)));
        assert!(breaker.admits(at(34)), "the probe");
        assert!(!breaker.admits(at(34)) && !breaker.admits(at(80)), "one probe at a time");
        breaker.failed(at(80));
        assert!(!breaker.admits(at(109)), "a failed probe opens it anew");
        assert!(breaker.admits(at(110)));
        breaker.unused(at(110));
        assert!(!breaker.is_closed() && breaker.admits(at(110)), "a probe that was not made is made later");
        breaker.succeeded();
        assert!(breaker.is_closed() && breaker.admits(at(110)) && breaker.admits(at(110)));
    }

    #[test]
    fn a_success_in_between_starts_a_new_count() {
        let mut breaker = Breaker::new();
        for _ in 0..20 {
            for _ in 0..4 {
                breaker.failed(Timestamp(0));
            }
            breaker.succeeded();
            assert!(breaker.is_closed());
        }
    }
}
