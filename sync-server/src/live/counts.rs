//! What the sockets have done, in numbers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A number that only grows.
#[derive(Default)]
pub(crate) struct Count(AtomicU64);

impl Count {
    pub(crate) fn add(&self, number: usize) {
        self.0.fetch_add(u64::try_from(number).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Upper bounds of the classes of delays, in microseconds; the promise is 200 ms.
pub(crate) const DELAYS_US: &[u64] =
    &[1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 5_000_000];

/// How long things took, by class.
pub(crate) struct Delays {
    under: Vec<Count>,
    all: Count,
    sum_us: Count,
}

impl Default for Delays {
    fn default() -> Self {
        let under = DELAYS_US.iter().map(|_| Count::default()).collect();
        Self { under, all: Count::default(), sum_us: Count::default() }
    }
}

/// [`Delays`] at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spread {
    /// How many took at most each of [`DELAYS_US`].
    pub(crate) under: Vec<u64>,
    /// How many there were.
    pub(crate) all: u64,
    /// How long they took together, in microseconds.
    pub(crate) sum_us: u64,
}

impl Delays {
    pub(crate) fn note(&self, took: Duration) {
        let us = usize::try_from(took.as_micros()).unwrap_or(usize::MAX);
        self.all.add(1);
        self.sum_us.add(us);
        for (class, bound) in self.under.iter().zip(DELAYS_US) {
            if us as u64 <= *bound {
                class.add(1);
            }
        }
    }

    pub(crate) fn spread(&self) -> Spread {
        let under = self.under.iter().map(Count::get).collect();
        Spread { under, all: self.all.get(), sum_us: self.sum_us.get() }
    }
}

/// What the sockets have done since the start.
#[derive(Default)]
pub(crate) struct Counts {
    /// Sockets opened.
    pub(crate) opened: Count,
    /// Sockets that the server dropped because they took nothing for too long.
    pub(crate) slow: Count,
    /// Sockets that the server dropped because nothing came from them.
    pub(crate) silent: Count,
    /// Frames that could not be taken.
    pub(crate) offences: Count,
    /// Events handed to sockets.
    pub(crate) delivered: Count,
    /// Events left out because a later one came before the topic was told again.
    pub(crate) coalesced: Count,
    /// Events left out because their reader fell behind.
    pub(crate) conflated: Count,
    /// Cuts pushed.
    pub(crate) pushed: Count,
    /// From an event's publication until it was on its way to a socket.
    pub(crate) event_delay: Delays,
    /// From a commit until the push of it was on its way to a socket.
    pub(crate) push_delay: Delays,
}
