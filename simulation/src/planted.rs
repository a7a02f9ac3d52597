//! Whether the simulation finds bugs: each of [`Bug::ALL`] is planted, and seeds are played until a
//! promise breaks or the time is over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use hubbub_core::planted::{Bug, plant};

use crate::args::Args;
use crate::plan::Plan;
use crate::seeds::{cpu_s, round};
use crate::world::run as play;

/// What became of the search for a bug.
struct Search {
    bug: Bug,
    /// The seed and the promise that broke.
    found: Option<(u64, String)>,
    seeds: u64,
    seconds: f64,
}

/// Plants every bug in turn; whether nearly all were found.
pub(crate) fn run(args: &Args) -> bool {
    let start = Instant::now();
    let limit = Duration::from_secs(args.limit_s);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..args.threads.max(1) {
            scope.spawn(|| {
                while let Some(bug) = Bug::ALL.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let search = search(*bug, limit);
                    tell(&search);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(*bug, search);
                }
            });
        }
    });
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    let found = done.values().filter(|search| search.found.is_some()).count();
    let red: BTreeSet<&str> = done
        .values()
        .filter_map(|search| search.found.as_ref())
        .filter_map(|(_, what)| what.split(':').next())
        .collect();
    let mut times: Vec<f64> = done.values().filter(|s| s.found.is_some()).map(|s| s.seconds).collect();
    times.sort_by(f64::total_cmp);
    let median = times.get(times.len() / 2).copied().unwrap_or(0.0);
    let wall_s = start.elapsed().as_secs_f64();
    println!(
        "{}",
        serde_json::json!({
            "planted": done.len(), "found": found, "median_s": median, "cpu_s": round(cpu_s()),
            "wall_s": round(wall_s), "seen_red": red, "debug": cfg!(debug_assertions),
            "version": option_env!("HUBBUB_COMMIT").unwrap_or("unknown"),
        })
    );
    // As many as quality asks for: 38 of 40.
    found * 40 >= done.len() * 38
}

fn search(bug: Bug, limit: Duration) -> Search {
    let start = Instant::now();
    plant(Some(bug));
    let mut seeds = 0;
    let found = (0..).take_while(|_| start.elapsed() < limit).find_map(|seed| {
        seeds += 1;
        play(&Plan::of(seed), false).violation.map(|violation| (seed, violation.to_string()))
    });
    plant(None);
    Search { bug, found, seeds, seconds: start.elapsed().as_secs_f64() }
}

/// One line, as a row of the table in `docs/planted-bugs.md`.
fn tell(search: &Search) {
    let Search { bug, found, seeds, seconds } = search;
    match found {
        Some((seed, what)) => {
            let invariant = what.split(':').next().unwrap_or_default();
            println!("| {bug:?} | {} | {seed} | {seconds:.1} | {invariant} |", bug.story());
        }
        None => println!("| {bug:?} | {} | none of {seeds} | {seconds:.1} | not found |", bug.story()),
    }
}
