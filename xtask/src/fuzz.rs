//! `cargo xtask fuzz`: generated requests by the server's own OpenAPI document, from Schemathesis.
//!
//! Python's packages go into a folder of their own beside the build output, as `tests/fuzz/requirements.txt` names
//! them. `tests/fuzz/run.py` starts the server that was built and tries it as three roles.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::packages;
use crate::step::{self, Failure, Step, cargo, root, run_all, target_dir};

/// How long each role has where the whole test run waits for it, in seconds.
const SECONDS_IN_TESTS: &str = "40";
const BUILD: [&str; 4] = ["build", "--package=hubbub-server", "--bin", "hubbub-server"];
/// Options that are handed on; each takes a whole number.
const OPTIONS: [&str; 4] = ["--requests", "--minutes", "--seconds", "--seed"];

/// The arguments as they will be handed on.
pub(crate) fn check(arguments: &[&str]) -> Result<Vec<String>, String> {
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if !OPTIONS.contains(argument) {
            return Err(format!("`fuzz` does not take `{argument}`."));
        }
        if rest.next().is_none_or(|value| value.parse::<u32>().is_err()) {
            return Err(format!("`{argument}` needs a whole number."));
        }
    }
    Ok(arguments.iter().map(|argument| (*argument).to_owned()).collect())
}

pub(crate) fn run(arguments: Vec<String>) -> Result<(), Failure> {
    let mut all = vec![Step { name: "packages", work: Box::new(packages::run) }];
    all.extend(steps(arguments)?);
    run_all(all)
}

/// The bounded run of the test command.
pub(crate) fn bounded() -> Result<Vec<Step>, Failure> {
    steps(vec!["--seconds".to_owned(), SECONDS_IN_TESTS.to_owned()])
}

fn steps(arguments: Vec<String>) -> Result<Vec<Step>, Failure> {
    Ok(vec![
        Step::child("server", cargo(&BUILD)?),
        Step { name: "schemathesis", work: Box::new(install) },
        Step { name: "fuzz", work: Box::new(move || fuzz(&arguments)) },
    ])
}

/// Schemathesis, in the versions of the list; made anew when the list has changed.
fn install() -> Result<(), Failure> {
    let (folder, list) = (environment()?, root()?.join("tests").join("fuzz").join("requirements.txt"));
    let failed = |error: std::io::Error| Failure::new(format!("{}: {error}", folder.display()));
    let installed = folder.join("requirements.txt");
    let wanted = fs::read(&list).map_err(failed)?;
    if fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    let mut make = Command::new("python3");
    make.args(["-m", "venv", "--clear"]).arg(&folder);
    step::run(make)?;
    let mut pip = Command::new(program(&folder, "python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=5", "-r"])
        .arg(&list);
    step::run(pip)?;
    fs::write(&installed, wanted).map_err(failed)
}

fn fuzz(arguments: &[String]) -> Result<(), Failure> {
    let (folder, target) = (environment()?, target_dir()?);
    let server = target.join("debug").join(format!("hubbub-server{}", std::env::consts::EXE_SUFFIX));
    let mut python = Command::new(program(&folder, "python"));
    python.arg(root()?.join("tests").join("fuzz").join("run.py"));
    python.arg("--server").arg(server).arg("--schemathesis").arg(program(&folder, "st"));
    python.arg("--out").arg(target.join("fuzz").join("reports")).args(arguments);
    // Compiled Python would lie in the clone.
    python.env("PYTHONDONTWRITEBYTECODE", "1");
    step::run(python)
}

fn environment() -> Result<PathBuf, Failure> {
    Ok(target_dir()?.join("fuzz").join("python"))
}

fn program(environment: &Path, name: &str) -> PathBuf {
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    environment.join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
