//! The project's own commands: `cargo xtask <command>`. One file per command, nothing but `std`.

mod bench;
mod ci;
mod demo;
mod e2e;
mod fuzz;
mod lint;
mod load;
mod mutants;
mod package;
mod packages;
mod parsers;
mod proof;
mod sim;
mod step;
mod test;
mod web;
mod window;

use std::process::ExitCode;

use step::Failure;

const USAGE: &str = "\
Usage: cargo xtask <command>

  demo [options]    build server, demo and phone; then run the server with the demo community and open a
                    phone's window beside it, where there is a display
                    --headless      play the day without windows and exit
                    --data DIR      use the real data in DIR
                    --json          end with one object of figures
                    --devices N     how many devices take part
                    --kills N       how many times a process is killed
                    --seed S        the seed of every random choice
  bench [NAME …]    the benchmarks, each beside a raw baseline; a release build
                    --json          only the figures, one object a line
                    `bench desktop` measures the desktop with 100,000 orders; --dev in the development build
  sim [options]     the deterministic simulation; a release build
                    --seeds A..B    the runs of a range of seeds
                    --seed N        one run; --keep I,J,… of its steps, --trace, --minimise
                    --power-loss D  the power goes after every write of a session, in D ways
                    --planted       whether each planted bug is found; --limit SECONDS for each
                    --json          only the figures
                    --threads N     on so many cores
                    --dev           a debug build
  proof KIND        real processes: `wire` (bad networks), `kills` (kill -9), `damage` (stores)
                    wire            --runs N --seconds S --clients C --seed X
                    kills           --server N --client N --seed X
                    damage          --flips N --truncations N --seed X
  load SCENARIO     a load against the product's server; a release build: baseline, peak, stress, soak, surge
                    --minutes N     instead of the scenario's; also --seconds, --users, --rps
                    --json          only the last line, one object of figures
  e2e APP           `phone` or `desktop`: its screens in a browser and in the true window, with pictures
                    phone-bench     figures of the phone with 100,000 rows; a release build, with --dev a debug build
  fuzz              generated requests to the server by its own document, as three roles
                    --requests N    go on until so many were answered
                    --minutes N     but no longer than this
                    --seconds N     for each role and seed
                    --seed N        the first one
  fuzz-parsers      libFuzzer on every reader of what strangers send
                    --minutes N     for each target; 0: the kept inputs once
                    --target NAME   one of fuzz/fuzz_targets
                    --keep          what reached something new joins fuzz/corpus
  mutants --of W    `rules` or `sync`: whether a test notices when one says something else
                    --sample N      so many changes, drawn by --seed S
                    --minutes N     stop then
  test              packages, format, lints, the web side, documentation, a short fuzz, a day of the demo, every test
  lint [--fix]      format and lints only; --fix repairs what can be repaired
  ci                what the CI machine runs (.ci/run)
  package [--dev]   the desktop app as a Debian package and an AppImage; --dev packs the development build
  packages          install or name the system packages that the build needs
";

/// Every command there is.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    /// Arguments are handed on to the demo as they are.
    Demo(Vec<String>),
    /// Names of benchmarks; all of them when there is none.
    Bench(Vec<String>),
    /// Arguments are handed on to the proof with real processes.
    Proof(Vec<String>),
    /// Arguments are handed on to the simulation.
    Sim(Vec<String>),
    /// Arguments are handed on to the load generator.
    Load(Vec<String>),
    /// Which app.
    E2e(e2e::App),
    /// Arguments are handed on.
    Fuzz(Vec<String>),
    FuzzParsers(parsers::Plan),
    /// Arguments are handed on.
    Mutants(Vec<String>),
    Test,
    Lint {
        fix: bool,
    },
    Ci,
    /// Which build goes in.
    Package(package::Build),
    Packages,
    Help,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if parsers::is_compiler() {
        let compiled = parsers::compile(&arguments);
        return compiled.map_or_else(|failure| ExitCode::from(failure.code), |()| ExitCode::SUCCESS);
    }
    let command = match parse(&arguments) {
        Ok(command) => command,
        Err(problem) => {
            eprintln!("{problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::from(failure.code)
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Bench(names) => bench::run(&names),
        Command::Proof(arguments) => proof::run(&arguments),
        Command::Sim(arguments) => sim::run(&arguments),
        Command::Load(arguments) => load::run(&arguments),
        Command::E2e(app) => e2e::run(app),
        Command::Fuzz(arguments) => fuzz::run(arguments),
        Command::FuzzParsers(plan) => parsers::run(&plan),
        Command::Mutants(arguments) => mutants::run(&arguments),
        Command::Test => test::run(),
        Command::Lint { fix } => lint::run(fix),
        Command::Ci => ci::run(),
        Command::Package(build) => package::run(build),
        Command::Packages => packages::run(),
        Command::Help => {
            print!("{USAGE}");
            Ok(())
        }
    }
}

/// The command that `arguments` ask for, or a sentence that says what is wrong with them.
fn parse(arguments: &[String]) -> Result<Command, String> {
    let Some((name, rest)) = arguments.split_first() else {
        return Err("Which command?".to_owned());
    };
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    match (name.as_str(), rest.as_slice()) {
        ("demo", options) => demo::check(options).map(Command::Demo),
        ("bench", names) => bench::check(names).map(Command::Bench),
        ("proof", options) => proof::check(options).map(Command::Proof),
        ("sim", options) => sim::check(options).map(Command::Sim),
        ("load", options) => load::check(options).map(Command::Load),
        ("e2e", names) => e2e::check(names).map(Command::E2e),
        ("fuzz", options) => fuzz::check(options).map(Command::Fuzz),
        ("fuzz-parsers", options) => parsers::check(options).map(Command::FuzzParsers),
        ("mutants", options) => mutants::check(options).map(Command::Mutants),
        ("test", []) => Ok(Command::Test),
        ("lint", []) => Ok(Command::Lint { fix: false }),
        ("lint", ["--fix"]) => Ok(Command::Lint { fix: true }),
        ("ci", []) => Ok(Command::Ci),
        ("package", options) => package::check(options).map(Command::Package),
        ("packages", []) => Ok(Command::Packages),
        ("help" | "--help" | "-h", []) => Ok(Command::Help),
        ("test" | "lint" | "ci" | "packages" | "help", [first, ..]) => {
            Err(format!("`{name}` does not take `{first}`."))
        }
        _ => Err(format!("There is no command `{name}`.")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, parse};

    fn parsed(line: &str) -> Result<Command, String> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn known_commands_are_understood() {
        assert_eq!(parsed("test"), Ok(Command::Test));
        assert_eq!(parsed("ci"), Ok(Command::Ci));
        assert_eq!(parsed("packages"), Ok(Command::Packages));
        assert_eq!(parsed("package"), Ok(Command::Package(crate::package::Build::Release)));
        assert!(parsed("package --fast").is_err());
        assert_eq!(parsed("lint"), Ok(Command::Lint { fix: false }));
        assert_eq!(parsed("lint --fix"), Ok(Command::Lint { fix: true }));
        assert_eq!(parsed("--help"), Ok(Command::Help));
        assert_eq!(parsed("bench B1 --json"), Ok(Command::Bench(vec!["B1".to_owned(), "--json".to_owned()])));
        assert!(parsed("bench --fast").is_err());
        assert!(parsed("sim --seeds 0..20 --json").is_ok() && parsed("sim --planted").is_ok());
        assert!(parsed("proof wire --runs 5 --seed 3").is_ok());
        assert!(parsed("load soak --minutes 5 --json").is_ok() && parsed("load surge").is_ok());
        for line in [
            "load",
            "load all",
            "load peak --minutes",
            "load peak --fast 3",
            "proof",
            "proof x",
            "proof wire --runs",
            "sim",
            "sim --json",
            "sim --seeds",
            "sim --seeds 0..2 --fast",
            "mutants",
            "mutants --of tests",
            "mutants --of sync --sample many",
            "fuzz-parsers --minutes",
        ] {
            assert!(parsed(line).is_err(), "`{line}` was taken");
        }
        assert_eq!(parsed("e2e phone"), Ok(Command::E2e(crate::e2e::App::Phone)));
        let words = ["--requests", "9", "--seed", "2"].map(str::to_owned);
        assert_eq!(parsed("fuzz --requests 9 --seed 2"), Ok(Command::Fuzz(words.to_vec())));
        assert!(parsed("fuzz --requests").is_err() && parsed("fuzz --loud 1").is_err());
        assert_eq!(parsed("e2e desktop"), Ok(Command::E2e(crate::e2e::App::Desktop)));
        assert!(parsed("e2e").is_err() && parsed("e2e fridge").is_err());
    }

    #[test]
    fn demo_options_pass_through_in_order() {
        let words = "--headless --data a --json --devices 8 --kills 2 --seed 7";
        let expected = words.split_whitespace().map(str::to_owned).collect();
        assert_eq!(parsed(&format!("demo {words}")), Ok(Command::Demo(expected)));
    }

    #[test]
    fn bad_input_is_named() {
        for line in
            ["", "dmeo", "test now", "lint --fix --fix", "demo --loud", "demo --seed", "demo --devices x"]
        {
            assert!(parsed(line).is_err(), "`{line}` was taken");
        }
        assert_eq!(parsed("test now"), Err("`test` does not take `now`.".to_owned()));
    }
}
