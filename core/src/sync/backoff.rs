//! When to try again: after 1, 2, 4, 8 and then every 16 seconds, with jitter, so that a crowd that
//! lost its server does not come back at one moment.

/// The longest pause before jitter, in milliseconds.
pub const PAUSE_MS_MAX: u64 = 16_000;
const PAUSE_MS_FIRST: u64 = 1_000;

/// Counts failures in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Notes a failure; how long to wait before the next try, in milliseconds. `random` (any number)
    /// spreads the pause over its upper quarter and a quarter more.
    pub fn fail(&mut self, random: u32) -> u64 {
        let pause =
            PAUSE_MS_FIRST.checked_shl(self.failures.min(16)).unwrap_or(PAUSE_MS_MAX).min(PAUSE_MS_MAX);
        self.failures = self.failures.saturating_add(1);
        let spread = pause / 2;
        pause - pause / 4 + u64::from(random) % (spread + 1)
    }

    /// Notes a success.
    pub fn succeed(&mut self) {
        self.failures = 0;
    }

    /// Failures since the last success.
    #[must_use]
    pub const fn failures(&self) -> u32 {
        self.failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_to_a_bound_and_start_anew_after_a_success() {
        let mut backoff = Backoff::default();
        for base in [1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000] {
            let mut low = backoff;
            assert_eq!(low.fail(0), base - base / 4);
            for random in [1, 77, u32::MAX] {
                let mut other = backoff;
                let pause = other.fail(random);
                assert!((base - base / 4..=base + base / 4).contains(&pause), "{pause} for {base}");
            }
            backoff.fail(0);
        }
        backoff.succeed();
        assert_eq!(backoff.fail(0), 750);
        let mut long = Backoff { failures: u32::MAX };
        assert!(long.fail(u32::MAX) <= PAUSE_MS_MAX + PAUSE_MS_MAX / 4);
    }
}
