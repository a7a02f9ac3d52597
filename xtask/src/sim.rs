//! `cargo xtask sim`: builds the simulation and runs it. `--planted` builds it with the bugs in it,
//! `--dev` without optimisation, to compare the two.

use std::process::Command;

use crate::packages;
use crate::step::{self, Failure, cargo, target_dir};

const SWITCHES: [&str; 5] = ["--json", "--planted", "--trace", "--minimise", "--dev"];
const VALUES: [&str; 6] = ["--seeds", "--seed", "--keep", "--threads", "--limit", "--power-loss"];

/// The arguments as they will be handed on. Checked here too: a typing error should not cost a build.
pub(crate) fn check(arguments: &[&str]) -> Result<Vec<String>, String> {
    let mut rest = arguments.iter();
    let mut has_task = false;
    while let Some(argument) = rest.next() {
        has_task |= matches!(*argument, "--seeds" | "--seed" | "--planted" | "--power-loss");
        if VALUES.contains(argument) {
            rest.next().ok_or_else(|| format!("`{argument}` needs a value."))?;
        } else if !SWITCHES.contains(argument) {
            return Err(format!("`sim` does not take `{argument}`."));
        }
    }
    if has_task {
        Ok(arguments.iter().map(|argument| (*argument).to_owned()).collect())
    } else {
        Err("`sim` needs --seeds A..B, --seed N, --power-loss DRAWS or --planted.".to_owned())
    }
}

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    packages::run()?;
    let has = |switch: &str| arguments.iter().any(|argument| argument == switch);
    let mut build = vec!["build", "--package=hubbub-simulation", "--bin", "hubbub-sim"];
    if !has("--dev") {
        build.push("--release");
    }
    if has("--planted") {
        build.push("--features=planted");
    }
    let mut build = cargo(&build)?;
    if let Some(commit) = commit() {
        build.env("HUBBUB_COMMIT", commit);
    }
    step::run(build)?;
    let folder = if has("--dev") { "debug" } else { "release" };
    let name = format!("hubbub-sim{}", std::env::consts::EXE_SUFFIX);
    let mut sim = Command::new(target_dir()?.join(folder).join(name));
    sim.args(arguments.iter().filter(|argument| *argument != "--dev"));
    step::run(sim)
}

/// What is built, for the figures to name it.
fn commit() -> Option<String> {
    let output =
        Command::new("git").args(["rev-parse", "--short", "HEAD"]).current_dir(step::root().ok()?).output();
    let output = output.ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
}
