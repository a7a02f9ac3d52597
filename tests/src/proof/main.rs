//! Proof with real processes: clients and a server over real sockets, through bad networks and under
//! `kill -9`, with a checker of what became of everything; and stores that are damaged on purpose.
//! `docs/proof/README.md` says how it is run and what it found.

mod args;
mod child;
mod damage;
mod device;
mod dice;
mod history;
mod kills;
mod scene;
mod server;
mod wire;

use std::process::ExitCode;

use args::Task;

/// Why something could not be done.
type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match Task::of(&words) {
        Ok(Task::Device(seat)) => device::run(&seat).map(|()| true),
        Ok(Task::Server { folder, port }) => server::run(&folder, port).map(|()| true),
        Ok(Task::Wire(plan)) => wire::run(&plan),
        Ok(Task::Kills(plan)) => kills::run(&plan),
        Ok(Task::Damage(plan)) => damage::run(&plan),
        Err(problem) => {
            eprintln!("{problem}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
