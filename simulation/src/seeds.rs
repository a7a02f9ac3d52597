//! Runs: a range of seeds on all cores, with its figures; or one seed, told.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use hubbub_core::time::DAY_MS;

use crate::args::Args;
use crate::minimise::minimised;
use crate::plan::Plan;
use crate::world::{Outcome, run as play};

/// Failing seeds that are made smaller at the end of a range.
const MINIMISED_MAX: usize = 3;
/// Whole trace hashes are compared for so many seeds of a range, spread over it.
const TWICE: u64 = 20;

/// Plays every seed of a range; whether all promises held.
pub(crate) fn run(range: Range<u64>, args: &Args) -> bool {
    let start = Instant::now();
    let cpu_before = cpu_s();
    let outcomes = play_all(&range, args.threads);
    let (wall_s, used_s) = (start.elapsed().as_secs_f64(), cpu_s() - cpu_before);
    let mut hasher = blake3::Hasher::new();
    let (mut commands, mut device_ms, mut steps) = (0, 0, 0);
    let mut broken = Vec::new();
    for (seed, outcome) in &outcomes {
        hasher.update(outcome.digest.as_bytes());
        commands += outcome.commands;
        device_ms += outcome.device_ms;
        steps += outcome.events;
        if let Some(violation) = &outcome.violation {
            println!("seed {seed}: {violation}");
            broken.push(*seed);
        }
    }
    let digest = hasher.finalize().to_hex()[..16].to_owned();
    let differing = differing(&range, &outcomes);
    for seed in &differing {
        println!("seed {seed}: S12 determinism of the harness: another trace the second time");
    }
    for seed in broken.iter().take(MINIMISED_MAX) {
        tell_minimised(*seed);
    }
    let years = client_years(device_ms);
    let violations = broken.len() + differing.len();
    if !args.json {
        println!(
            "{} seeds, {years:.1} client-years, {commands} commands, {steps} events, {used_s:.1} s of CPU in {wall_s:.1} s; \
             {violations} violations; digest {digest}",
            outcomes.len()
        );
    }
    println!(
        "{}",
        serde_json::json!({
            "seeds": outcomes.len(), "from": range.start, "to": range.end, "client_years": round(years),
            "commands": commands, "events": steps, "cpu_s": round(used_s), "wall_s": round(wall_s),
            "violations": violations, "digest": digest, "debug": cfg!(debug_assertions),
            "version": option_env!("HUBBUB_COMMIT").unwrap_or("unknown"),
        })
    );
    violations == 0
}

fn play_all(range: &Range<u64>, threads: usize) -> BTreeMap<u64, Outcome> {
    let next = AtomicU64::new(range.start);
    let done = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= range.end {
                        return;
                    }
                    let outcome = play(&Plan::of(seed), false);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(seed, outcome);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Seeds of a sample that come out differently when they are played again.
fn differing(range: &Range<u64>, outcomes: &BTreeMap<u64, Outcome>) -> Vec<u64> {
    let stride = ((range.end - range.start) / TWICE).max(1);
    let sample = (range.start..range.end).step_by(usize::try_from(stride).unwrap_or(usize::MAX));
    sample
        .filter(|seed| {
            let again = play(&Plan::of(*seed), false);
            outcomes.get(seed).is_none_or(|first| first.digest != again.digest)
        })
        .collect()
}

/// Lets the power go after every write of one session per thread, in `draws` ways each.
pub(crate) fn power_loss(draws: u64, args: &Args) -> bool {
    let start = Instant::now();
    let sessions: Vec<u64> = (0..args.threads.max(1) as u64).collect();
    let results: Vec<_> = std::thread::scope(|scope| {
        let started: Vec<_> =
            sessions.iter().map(|&seed| scope.spawn(move || crate::powerloss::run(seed, 1, draws))).collect();
        started.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let (mut writes, mut points, mut told, mut violations) = (0, 0, 0, 0);
    for result in results {
        match result {
            Ok(Ok(figures)) => {
                writes += figures.writes;
                points += figures.points;
                told += figures.told;
            }
            Ok(Err(violation)) => {
                println!("{violation}");
                violations += 1;
            }
            Err(_) => {
                println!("a session panicked");
                violations += 1;
            }
        }
    }
    println!(
        "{}",
        serde_json::json!({
            "sessions": sessions.len(), "writes": writes, "crash_points": points, "told": told,
            "violations": violations, "cpu_s": round(cpu_s()), "wall_s": round(start.elapsed().as_secs_f64()),
            "version": option_env!("HUBBUB_COMMIT").unwrap_or("unknown"),
        })
    );
    violations == 0
}

/// Plays one seed; whether all promises held.
pub(crate) fn one(seed: u64, keep: Option<&[usize]>, args: &Args) -> bool {
    let mut plan = Plan::of(seed);
    if let Some(keep) = keep {
        plan.keep(keep);
    }
    if args.trace {
        println!("{plan:#?}");
    }
    let outcome = play(&plan, args.trace);
    println!(
        "seed {seed}: {} commands on {} devices of {} people, digest {}",
        outcome.commands, plan.phones, plan.people, outcome.digest
    );
    let Some(violation) = outcome.violation else {
        println!("every promise held");
        return true;
    };
    println!("{violation}");
    if args.minimise {
        tell_minimised(seed);
    }
    false
}

/// The shortest failing run that is found from a seed, as a reader can follow it.
fn tell_minimised(seed: u64) {
    let Some((plan, kept)) = minimised(&Plan::of(seed)) else { return };
    println!("\nseed {seed}, made smaller: {} steps of {}", kept.len(), Plan::of(seed).steps.len());
    play(&plan, true);
    let kept: Vec<String> = kept.iter().map(ToString::to_string).collect();
    println!("again: cargo xtask sim --seed {seed} --keep {} --trace\n", kept.join(","));
}

pub(crate) fn client_years(device_ms: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let days = device_ms as f64 / DAY_MS as f64;
    days / 365.0
}

pub(crate) fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Seconds of CPU that this process has used; Linux only, 0 elsewhere.
pub(crate) fn cpu_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = |at: usize| after_name.split_whitespace().nth(at).and_then(|text| text.parse::<f64>().ok());
    (ticks(11).unwrap_or_default() + ticks(12).unwrap_or_default()) / 100.0
}
