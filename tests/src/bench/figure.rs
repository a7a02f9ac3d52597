//! What a benchmark prints, and how a run is taken: the raw baseline before and after, and none kept
//! where the machine changed its mind in between.

use serde::Serialize;

use crate::Failure;

/// Kept runs per figure.
const RUNS: usize = 5;
/// Runs tried for them.
const ATTEMPTS: usize = 15;
/// How much the baselines around a run may differ.
const STEADY_RATIO: f64 = 1.3;

/// What one run came to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Run {
    pub(crate) value: f64,
    pub(crate) cpu_client_s: f64,
    pub(crate) cpu_server_s: f64,
    pub(crate) bytes: u64,
}

/// A line of results.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figure {
    name: String,
    /// The median of the kept runs.
    value: f64,
    /// The least.
    minimum: f64,
    unit: &'static str,
    /// The median of the baselines of the kept runs.
    baseline: f64,
    ratio: f64,
    runs: usize,
    discarded: usize,
    cpu_s: f64,
    cpu_client_s: f64,
    cpu_server_s: f64,
    bytes: u64,
    encrypted: bool,
    synchronous: &'static str,
    machine: String,
}

/// What is measured.
pub(crate) struct Case<'c> {
    pub(crate) name: &'c str,
    pub(crate) unit: &'static str,
    pub(crate) encrypted: bool,
    pub(crate) synchronous: &'static str,
}

impl Case<'_> {
    /// Takes the runs and prints the figure.
    pub(crate) fn measure(
        &self,
        mut raw: impl FnMut() -> Result<f64, Failure>,
        mut work: impl FnMut() -> Result<Run, Failure>,
    ) -> Result<(), Failure> {
        let (mut kept, mut baselines, mut discarded) = (Vec::new(), Vec::new(), 0);
        while kept.len() < RUNS && kept.len() + discarded < ATTEMPTS {
            let before = raw()?;
            let run = work()?;
            let after = raw()?;
            eprintln!("  {}: {:.3} {} (raw {before:.3}, {after:.3})", self.name, run.value, self.unit);
            if before.max(after) > STEADY_RATIO * before.min(after) {
                discarded += 1;
                continue;
            }
            kept.push(run);
            baselines.push((before + after) / 2.0);
        }
        if kept.is_empty() {
            return Err(format!("{}: the machine is too busy, no run is worth keeping", self.name).into());
        }
        self.print(&kept, baselines, discarded)
    }

    /// Prints the figure of runs that were taken.
    pub(crate) fn print(&self, kept: &[Run], baselines: Vec<f64>, discarded: usize) -> Result<(), Failure> {
        let of = |pick: fn(&Run) -> f64| median(kept.iter().map(pick).collect());
        let (value, baseline) = (of(|run| run.value), median(baselines));
        let (cpu_client_s, cpu_server_s) = (of(|run| run.cpu_client_s), of(|run| run.cpu_server_s));
        let figure = Figure {
            name: self.name.to_owned(),
            value,
            minimum: kept.iter().map(|run| run.value).fold(f64::INFINITY, f64::min),
            unit: self.unit,
            baseline,
            ratio: value / baseline,
            runs: kept.len(),
            discarded,
            cpu_s: cpu_client_s + cpu_server_s,
            cpu_client_s,
            cpu_server_s,
            bytes: kept.iter().map(|run| run.bytes).max().unwrap_or_default(),
            encrypted: self.encrypted,
            synchronous: self.synchronous,
            machine: machine(),
        };
        println!("{}", serde_json::to_string(&figure)?);
        Ok(())
    }
}

/// The middle value.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The value that `permille` of a thousand stay at or below.
pub(crate) fn quantile(mut values: Vec<f64>, permille: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len() * permille).div_ceil(1_000).saturating_sub(1);
    values.get(at).copied().unwrap_or(f64::NAN)
}

/// Seconds of CPU that a process has used; Linux only, 0 elsewhere.
pub(crate) fn cpu_s(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = |at: usize| after_name.split_whitespace().nth(at).and_then(|text| text.parse::<f64>().ok());
    (ticks(11).unwrap_or_default() + ticks(12).unwrap_or_default()) / 100.0
}

fn machine() -> String {
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    format!("{cpus} x {}", model.map_or("unknown CPU", |(_, name)| name))
}
