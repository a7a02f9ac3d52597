//! `hubbub-demo`: a day in the life of a community, played with real processes: a server, and device
//! processes that hold real clients. Some devices are offline, some have wrong clocks, some are
//! killed; the server is killed too. At the end every claim is checked against the server's own rows.

mod args;
mod auctions;
mod chaos;
mod check;
mod complaint;
mod day;
mod device_host;
mod device_road;
mod drive;
mod driver;
mod figures;
mod fill;
mod real;
mod server;
mod shopping;
mod story;
mod trips;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match args::parse(std::env::args().skip(1)) {
        Ok(args) => args,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    let done = match &args.mode {
        args::Mode::DeviceHost => device_host::run(),
        args::Mode::Serve(windows) => server::serve_until_interrupted(windows),
        args::Mode::Drive(drive) => drive::run(drive),
        args::Mode::Fill { folder, orders } => fill::run(folder, *orders),
        args::Mode::Headless => story::play(&args),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("the demo stopped: {problem}");
            ExitCode::FAILURE
        }
    }
}
