//! Running the tools: where build output goes, one child process, and a list of named steps.

use std::fmt;
use std::path::PathBuf;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

/// Why a command of ours ended early. `code` becomes the exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) code: u8,
    message: String,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { code: 1, message: message.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// One named piece of work.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) work: Box<dyn FnOnce() -> Result<(), Failure>>,
}

impl Step {
    /// A step that runs one child process.
    pub(crate) fn child(name: &'static str, command: Command) -> Self {
        Self { name, work: Box::new(move || run(command)) }
    }
}

/// Does the steps in order and stops at the first that fails. Ends with one line per step that ran.
pub(crate) fn run_all(steps: Vec<Step>) -> Result<(), Failure> {
    let start = Instant::now();
    let count = steps.len();
    let mut done: Vec<(&str, Duration)> = Vec::new();
    for (index, step) in steps.into_iter().enumerate() {
        eprintln!("\n== {} ({} of {count})", step.name, index + 1);
        let begin = Instant::now();
        let outcome = (step.work)();
        done.push((step.name, begin.elapsed()));
        if let Err(failure) = outcome {
            print_times(&done);
            let message = format!("step `{}` failed (exit code {}): {failure}", step.name, failure.code);
            return Err(Failure { code: failure.code, message });
        }
    }
    print_times(&done);
    println!("All {count} steps passed in {:.1} s.", start.elapsed().as_secs_f64());
    Ok(())
}

fn print_times(done: &[(&str, Duration)]) {
    println!();
    for (name, time) in done {
        println!("  {name:<16}{:>8.1} s", time.as_secs_f64());
    }
}

/// Runs a child process to its end. A bad exit is a failure with the child's own code.
pub(crate) fn run(mut command: Command) -> Result<(), Failure> {
    let line = describe(&command);
    let status = command.status().map_err(|error| Failure::new(format!("cannot start `{line}`: {error}")))?;
    if status.success() {
        return Ok(());
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Err(Failure { code, message: format!("`{line}` ended with {}", end_of(status)) })
}

/// Whether a program starts and succeeds; its output is thrown away.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

/// A `cargo` call in the project root that builds into [`target_dir`].
pub(crate) fn cargo(arguments: &[&str]) -> Result<Command, Failure> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root()?).env("CARGO_TARGET_DIR", target_dir()?);
    // `cargo run` describes this crate in the environment. Build scripts that watch those names would
    // run again each time the caller changes, so the inner call starts without them.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"].iter().any(|p| text.starts_with(p))
        {
            command.env_remove(&name);
        }
    }
    Ok(command)
}

/// The folder of the workspace.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    here.and_then(|path| path.parent().map(PathBuf::from))
        .ok_or_else(|| Failure::new("please start this with `cargo xtask`"))
}

/// Where everything is built: `CARGO_TARGET_DIR`, or a cache folder that fresh clones share.
pub(crate) fn target_dir() -> Result<PathBuf, Failure> {
    if let Some(chosen) = folder_in("CARGO_TARGET_DIR") {
        return Ok(chosen);
    }
    let cache = folder_in("XDG_CACHE_HOME").or_else(|| folder_in("HOME").map(|home| home.join(".cache")));
    let cache = cache.ok_or_else(|| Failure::new("set HOME or CARGO_TARGET_DIR: no place to build in"))?;
    Ok(cache.join("hubbub").join("target"))
}

fn folder_in(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn describe(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    command.get_args().fold(name, |line, argument| line + " " + &argument.to_string_lossy())
}

fn end_of(status: ExitStatus) -> String {
    status.code().map_or_else(|| "a signal".to_owned(), |code| format!("exit code {code}"))
}

#[cfg(test)]
mod tests {
    use super::{Failure, Step, run_all};
    use std::cell::Cell;
    use std::rc::Rc;

    #[test]
    fn the_first_failure_stops_the_rest_and_keeps_its_code() {
        let reached = Rc::new(Cell::new(false));
        let flag = Rc::clone(&reached);
        let broken = || Err(Failure { code: 42, message: "no luck".to_owned() });
        let steps = vec![
            Step { name: "first", work: Box::new(|| Ok(())) },
            Step { name: "second", work: Box::new(broken) },
            Step {
                name: "third",
                work: Box::new(move || {
                    flag.set(true);
                    Ok(())
                }),
            },
        ];
        let failure = run_all(steps).expect_err("the second step fails");
        assert_eq!(failure.code, 42);
        assert_eq!(failure.to_string(), "step `second` failed (exit code 42): no luck");
        assert!(!reached.get());
    }
}
