//! `cargo xtask bench`: figures, each beside a raw baseline of the same work in the same run. One JSON object
//! a line on stdout, the runs on stderr. Nothing here fails for being slow.

mod board;
mod figure;
mod flood;
mod lifetime;
mod live;
mod outbox;
mod peers;
mod planner;
mod raw;
mod relay;
mod relay_raw;
mod sync;
mod telemetry;

/// Why a benchmark could not run.
type Failure = Box<dyn std::error::Error + Send + Sync>;

type Bench = fn(&tokio::runtime::Runtime) -> Result<(), Failure>;

const BENCHES: &[(&str, Bench)] = &[
    ("B1", sync::first_sync),
    ("B2", sync::bytes),
    ("B3", sync::first_screen),
    ("B4", sync::resumed),
    ("B5", live::command_to_view),
    ("B6", outbox::flush),
    ("B7", outbox::remote_change_under_pending),
    ("B8", live::writers),
    ("B9", relay::relay),
    ("B10", telemetry::ingest),
    ("B11", sync::revoked),
    ("B12", outbox::local_command),
    ("lifetime", lifetime::ten_thousand),
    ("logins", flood::logins),
    ("planner", planner::measure),
];

fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--json").collect();
    if let [flag, folder] = words.as_slice()
        && flag == "--server"
    {
        return peers::run_server(folder.as_ref());
    }
    if words == ["--raw-relay"] {
        return relay_raw::run();
    }
    if let Some(unknown) = words.iter().find(|word| BENCHES.iter().all(|(name, _)| name != word)) {
        let names: Vec<&str> = BENCHES.iter().map(|(name, _)| *name).collect();
        return Err(format!("no benchmark {unknown}; there are {}", names.join(", ")).into());
    }
    if cfg!(debug_assertions) {
        eprintln!("This is a debug build: its figures say nothing.");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    for (name, bench) in BENCHES {
        if words.is_empty() || words.iter().any(|word| word == name) {
            bench(&runtime)?;
        }
    }
    Ok(())
}
