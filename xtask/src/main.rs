//! The project's own commands: `cargo xtask <command>`. One file per command, nothing but `std`.

mod bench;
mod ci;
mod demo;
mod e2e;
mod lint;
mod packages;
mod step;
mod test;
mod web;
mod window;

use std::process::ExitCode;

use step::Failure;

const USAGE: &str = "\
Usage: cargo xtask <command>

  demo [options]    build the server and the demo, then run the demo
                    --headless      play the day without windows and exit
                    --data DIR      use the real data in DIR
                    --json          end with one object of figures
                    --devices N     how many devices take part
                    --kills N       how many times a process is killed
                    --seed S        the seed of every random choice
  bench [NAME …]    the benchmarks, each beside a raw baseline; a release build
                    --json          only the figures, one object a line
  e2e APP           `phone` or `desktop`: its screens in a browser and in the true window, with pictures
  test              packages, format, lints, the web side, documentation and every test
  lint [--fix]      format and lints only; --fix repairs what can be repaired
  ci                what the CI machine runs (.ci/run)
  packages          install or name the system packages that the build needs
";

/// Every command there is.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    /// Arguments are handed on to the demo as they are.
    Demo(Vec<String>),
    /// Names of benchmarks; all of them when there is none.
    Bench(Vec<String>),
    /// Which app.
    E2e(e2e::App),
    Test,
    Lint {
        fix: bool,
    },
    Ci,
    Packages,
    Help,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
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
        Command::E2e(app) => e2e::run(app),
        Command::Test => test::run(),
        Command::Lint { fix } => lint::run(fix),
        Command::Ci => ci::run(),
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
        ("e2e", names) => e2e::check(names).map(Command::E2e),
        ("test", []) => Ok(Command::Test),
        ("lint", []) => Ok(Command::Lint { fix: false }),
        ("lint", ["--fix"]) => Ok(Command::Lint { fix: true }),
        ("ci", []) => Ok(Command::Ci),
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
        assert_eq!(parsed("lint"), Ok(Command::Lint { fix: false }));
        assert_eq!(parsed("lint --fix"), Ok(Command::Lint { fix: true }));
        assert_eq!(parsed("--help"), Ok(Command::Help));
        assert_eq!(parsed("bench B1 --json"), Ok(Command::Bench(vec!["B1".to_owned(), "--json".to_owned()])));
        assert!(parsed("bench --fast").is_err());
        assert_eq!(parsed("e2e phone"), Ok(Command::E2e(crate::e2e::App::Phone)));
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
