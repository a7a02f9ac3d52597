//! Kills processes at random points, and no more of them than asked for.

use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
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

/// The killer, at work until its kills are used up or it is stopped.
pub(crate) struct Chaos {
    stop: Arc<AtomicBool>,
    kills: Arc<AtomicU32>,
    thread: Option<JoinHandle<()>>,
}

impl Chaos {
    /// Starts killing: `kills` times, a pause of up to `pause_ms` before each.
    pub(crate) fn start(seed: u64, kills: u32, pause_ms: usize, server: Server, victims: Victims) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let done = Arc::new(AtomicU32::new(0));
        let (stopped, counted) = (Arc::clone(&stop), Arc::clone(&done));
        let work = move || {
            let mut dice = Dice::new(seed);
            while counted.load(Ordering::Relaxed) < kills && !stopped.load(Ordering::Relaxed) {
                let pause = u64::try_from(5 + dice.below(pause_ms)).unwrap_or(5);
                std::thread::sleep(Duration::from_millis(pause));
                if kill_one(&mut dice, &server, &victims) {
                    counted.fetch_add(1, Ordering::Relaxed);
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
