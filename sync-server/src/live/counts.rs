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

/// Upper bounds of the classes of delays, in milliseconds.
pub(crate) const DELAYS_MS: [u64; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/// How long things took, by class.
#[derive(Default)]
pub(crate) struct Delays {
    classes: [Count; DELAYS_MS.len()],
    all: Count,
    sum_us: Count,
}

impl Delays {
    pub(crate) fn note(&self, took: Duration) {
        self.all.add(1);
        self.sum_us.add(usize::try_from(took.as_micros()).unwrap_or(usize::MAX));
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        for (class, up_to) in self.classes.iter().zip(DELAYS_MS) {
            if ms < up_to {
                class.add(1);
            }
        }
    }

    /// How many took less than each bound of [`DELAYS_MS`].
    pub(crate) fn classes(&self) -> [u64; DELAYS_MS.len()] {
        std::array::from_fn(|at| self.classes.get(at).map_or(0, Count::get))
    }

    /// How many there were, and how long they took together, in microseconds.
    pub(crate) fn total(&self) -> (u64, u64) {
        (self.all.get(), self.sum_us.get())
    }
}

/// What the sockets have done since the start.
#[derive(Default)]
pub(crate) struct Counts {
    /// Sockets opened.
    pub(crate) opened: Count,
    /// Sockets that the server dropped: too slow, or silent.
    pub(crate) dropped: Count,
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
