//! What the operating system knows of this process, under the names that Prometheus' own clients use. Linux only;
//! elsewhere nothing is told.

use std::fs;

use super::{Family, Kind, Metrics, gauge};

/// Clock ticks a second in `/proc`, as Linux tells them to programs.
const TICKS_PER_SECOND: u64 = 100;

const CPU: Family = Family {
    name: "process_cpu_seconds_total",
    help: "CPU time, user and system.",
    kind: Kind::Counter,
    labels: &[],
};
const CORES: Family = gauge("hubbub_cpu_cores", "Processors that the server may use.");
const MEMORY: Family = gauge("process_resident_memory_bytes", "Memory that is held.");
const FILES: Family = gauge("process_open_fds", "Files and sockets that are open.");
const FILES_MAX: Family = gauge("process_max_fds", "Files and sockets that may be open.");

pub(super) fn show(metrics: &Metrics) {
    for (family, found) in [
        (&CPU, cpu_seconds()),
        (&CORES, cores()),
        (&MEMORY, memory_bytes()),
        (&FILES, open_files()),
        (&FILES_MAX, open_files_max()),
    ] {
        if let Some(number) = found {
            metrics.set(family, &[], number);
        }
    }
}

fn cpu_seconds() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in parentheses, may have spaces in it.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    Some((ticks()? + ticks()?) / TICKS_PER_SECOND)
}

fn cores() -> Option<u64> {
    u64::try_from(std::thread::available_parallelism().ok()?.get()).ok()
}

fn memory_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1_024)
}

fn open_files() -> Option<u64> {
    u64::try_from(fs::read_dir("/proc/self/fd").ok()?.count()).ok()
}

fn open_files_max() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}
