//! `cargo xtask load`: builds the server and the load generator as they would be shipped, and runs a load.

use std::process::Command;

use crate::packages;
use crate::step::{self, Failure, cargo, target_dir};

const SCENARIOS: [&str; 5] = ["baseline", "peak", "stress", "soak", "surge"];
const BUILD: [&str; 7] = [
    "build",
    "--release",
    "--package=hubbub-tests",
    "--package=hubbub-server",
    "--bin=hubbub-load",
    "--bin=hubbub-server",
    "--quiet",
];

/// The arguments as they will be handed on: a scenario, then how much of it.
pub(crate) fn check(arguments: &[&str]) -> Result<Vec<String>, String> {
    let Some((scenario, rest)) = arguments.split_first() else {
        return Err(format!("`load` needs one of {}.", SCENARIOS.join(", ")));
    };
    if !SCENARIOS.contains(scenario) {
        return Err(format!("`load` does not take `{scenario}`."));
    }
    let mut rest = rest.iter().filter(|word| **word != "--json");
    while let Some(word) = rest.next() {
        let is_known = matches!(*word, "--minutes" | "--seconds" | "--users" | "--rps");
        if !is_known || rest.next().is_none_or(|value| value.parse::<u32>().is_err()) {
            return Err(format!(
                "`load` takes --json, and --minutes, --seconds, --users and --rps with a number, not `{word}`."
            ));
        }
    }
    Ok(arguments.iter().map(|argument| (*argument).to_owned()).collect())
}

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    packages::run()?;
    step::run(cargo(&BUILD)?)?;
    let name = format!("hubbub-load{}", std::env::consts::EXE_SUFFIX);
    let mut load = Command::new(target_dir()?.join("release").join(name));
    load.args(arguments);
    step::run(load)
}
