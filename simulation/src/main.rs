//! The deterministic simulation: devices, network, disks and server in one thread, from one seed.
//! `docs/simulation.md` explains it; `cargo xtask sim` builds and runs it.

mod args;
mod book;
mod checks;
mod deeds;
mod dice;
mod host;
mod minimise;
mod net;
mod people;
mod phone;
mod plan;
#[cfg(feature = "planted")]
mod planted;
mod powerloss;
mod product;
mod seeds;
mod store;
mod trace;
mod world;

#[cfg(test)]
mod tests;

use std::process::ExitCode;

use args::{Args, Task};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let args = match Args::of(&words) {
        Ok(args) => args,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    hubbub_simulated_disk::install();
    // A rule that breaks is caught and told as what it is: in the trace.
    std::panic::set_hook(Box::new(|_| {}));
    let is_well = match &args.task {
        Task::Seeds(range) => seeds::run(range.clone(), &args),
        Task::One { seed, keep } => seeds::one(*seed, keep.as_deref(), &args),
        Task::PowerLoss { draws } => seeds::power_loss(*draws, &args),
        Task::Planted => find_planted(&args),
    };
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(feature = "planted")]
fn find_planted(args: &Args) -> bool {
    planted::run(args)
}

#[cfg(not(feature = "planted"))]
fn find_planted(_: &Args) -> bool {
    eprintln!("This build has no planted bugs in it: cargo xtask sim --planted makes one that has.");
    false
}
