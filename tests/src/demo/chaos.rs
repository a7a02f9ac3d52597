//! Kills processes at random points, and no more of them than asked for.

use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::driver::Victims;
use super::server::Server;

/// A small generator (SplitMix64): the same seed, the same choices.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub(crate) fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.any() % u64::try_from(end).unwrap_or(1)).unwrap_or_default()
    }
}

/// How far a run is, as whoever plays it says.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    done: Arc<AtomicUsize>,
    total: usize,
}

impl Progress {
    /// Nothing is done yet of `total` steps.
    pub(crate) fn of(total: usize) -> Self {
        Self { done: Arc::default(), total }
    }

    /// One step is done.
    pub(crate) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }
}

/// When to kill.
pub(crate) enum Pace {
    /// After a pause of up to so many milliseconds each time; what is left when the run ends is not done.
    Pauses(usize),
    /// At points spread over the whole run, however quick it is.
    Along(Progress),
}

impl Pace {
    /// The points of a run at which to kill, in order; none where only time counts.
    fn points(&self, kills: u32, dice: &mut Dice) -> Vec<usize> {
        let Self::Along(progress) = self else { return Vec::new() };
        let mut points: Vec<usize> = (0..kills).map(|_| dice.below(progress.total.max(1))).collect();
        points.sort_unstable();
        points
    }

    /// Waits for the next kill; whether it is due.
    fn wait(&self, point: Option<&usize>, dice: &mut Dice, stopped: &AtomicBool) -> bool {
        if let Self::Pauses(pause_ms) = self {
            let pause = u64::try_from(5 + dice.below(*pause_ms)).unwrap_or(5);
            std::thread::sleep(Duration::from_millis(pause));
            return !stopped.load(Ordering::Relaxed);
        }
        let Self::Along(progress) = self else { return false };
        while progress.done() < point.copied().unwrap_or_default() {
            if stopped.load(Ordering::Relaxed) {
                return false;
            }
            std::thread::sleep(LOOK_EVERY);
        }
        true
    }
}

/// How often the killer looks how far the run is.
const LOOK_EVERY: Duration = Duration::from_millis(3);
/// Kills that may fail once the run is over: there may be no device left to kill, but a server.
const MISSES_MAX: u32 = 100;

/// The killer, at work until its kills are used up or it is stopped.
pub(crate) struct Chaos {
    stop: Arc<AtomicBool>,
    kills: Arc<AtomicU32>,
    thread: Option<JoinHandle<()>>,
}

impl Chaos {
    /// Starts killing: `kills` times.
    pub(crate) fn start(seed: u64, kills: u32, pace: Pace, server: Server, victims: Victims) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let done = Arc::new(AtomicU32::new(0));
        let (stopped, counted) = (Arc::clone(&stop), Arc::clone(&done));
        let work = move || {
            let mut dice = Dice::new(seed);
            let points = pace.points(kills, &mut dice);
            let mut missed = 0;
            loop {
                let killed = counted.load(Ordering::Relaxed);
                let point = usize::try_from(killed).ok().and_then(|killed| points.get(killed));
                if killed >= kills || !pace.wait(point, &mut dice, &stopped) {
                    return;
                }
                if kill_one(&mut dice, &server, &victims) {
                    counted.fetch_add(1, Ordering::Relaxed);
                } else if stopped.load(Ordering::Relaxed) {
                    missed += 1;
                    if missed > MISSES_MAX {
                        return;
                    }
                }
            }
        };
        Self { stop, kills: done, thread: Some(std::thread::spawn(work)) }
    }

    /// Stops, and says how many were killed.
    pub(crate) fn stop(mut self) -> u32 {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            eprintln!("the killer panicked");
        }
        self.kills.load(Ordering::Relaxed)
    }
}

fn kill_one(dice: &mut Dice, server: &Server, victims: &Victims) -> bool {
    if dice.below(3) == 0 {
        return match server.kill_and_revive() {
            Ok(()) => true,
            Err(problem) => {
                eprintln!("{problem}");
                false
            }
        };
    }
    let ids: Vec<u32> = victims.lock().unwrap_or_else(PoisonError::into_inner).values().copied().collect();
    if ids.is_empty() {
        return false;
    }
    let id = ids[dice.below(ids.len())];
    Command::new("kill").args(["-KILL", &id.to_string()]).status().is_ok_and(|status| status.success())
}
