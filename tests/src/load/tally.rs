//! What happened: every request with when it was due and how long it took from then, every event with how old it
//! was, and what went wrong by code.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Events older than this count as this old, in milliseconds.
const AGE_MS_MAX: usize = 60_000;

/// A request that was answered, or given up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    /// When it was due.
    pub(crate) due: Instant,
    /// From then until its answer.
    pub(crate) took: Duration,
    pub(crate) is_good: bool,
}

/// What happened so far.
pub(crate) struct Tally {
    samples: Mutex<Vec<Sample>>,
    codes: Mutex<BTreeMap<String, u64>>,
    deliveries: AtomicU64,
    pushes: AtomicU64,
    /// How many events were so many milliseconds old.
    ages: Vec<AtomicU64>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Tally {
    pub(crate) fn new() -> Self {
        Self {
            samples: Mutex::default(),
            codes: Mutex::default(),
            deliveries: AtomicU64::new(0),
            pushes: AtomicU64::new(0),
            ages: (0..=AGE_MS_MAX).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    pub(crate) fn good(&self, due: Instant) {
        lock(&self.samples).push(Sample { due, took: due.elapsed(), is_good: true });
    }

    pub(crate) fn bad(&self, due: Instant, code: &str) {
        lock(&self.samples).push(Sample { due, took: due.elapsed(), is_good: false });
        self.trouble(code);
    }

    /// Something that is no request's fault, as a socket that was lost.
    pub(crate) fn trouble(&self, code: &str) {
        *lock(&self.codes).entry(code.to_owned()).or_default() += 1;
    }

    pub(crate) fn delivered(&self, age_ms: i64) {
        self.deliveries.fetch_add(1, Ordering::Relaxed);
        let at = usize::try_from(age_ms).unwrap_or_default().min(AGE_MS_MAX);
        self.ages[at].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn pushed(&self) {
        self.pushes.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn deliveries(&self) -> u64 {
        self.deliveries.load(Ordering::Relaxed)
    }

    pub(crate) fn pushes(&self) -> u64 {
        self.pushes.load(Ordering::Relaxed)
    }

    /// The age that `permille` of a thousand events stay at or below, in milliseconds.
    pub(crate) fn age_ms(&self, permille: u64) -> usize {
        let counts: Vec<u64> = self.ages.iter().map(|count| count.load(Ordering::Relaxed)).collect();
        let wanted = (counts.iter().sum::<u64>() * permille).div_ceil(1_000);
        let mut seen = 0;
        counts
            .iter()
            .position(|count| {
                seen += count;
                seen >= wanted
            })
            .unwrap_or_default()
    }

    pub(crate) fn codes(&self) -> BTreeMap<String, u64> {
        lock(&self.codes).clone()
    }

    /// The requests that were due in a span of time.
    pub(crate) fn between(&self, from: Instant, to: Instant) -> Vec<Sample> {
        lock(&self.samples).iter().filter(|sample| (from..to).contains(&sample.due)).copied().collect()
    }
}
