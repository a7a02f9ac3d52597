//! `cargo xtask bench`: builds the benchmarks as they would be shipped and runs them. `bench desktop` is one of its own:
//! it needs a browser and a window.

use std::process::Command;

use crate::step::{self, Failure, cargo, target_dir};
use crate::{e2e, packages};

const BUILD: [&str; 5] = ["build", "--release", "--package=hubbub-tests", "--bin", "hubbub-bench"];

/// The arguments as they will be handed on. The benchmarks know their own names.
pub(crate) fn check(arguments: &[&str]) -> Result<Vec<String>, String> {
    if let ["desktop"] | ["desktop", "--dev"] = arguments {
        return Ok(arguments.iter().map(|argument| (*argument).to_owned()).collect());
    }
    if let Some(option) = arguments.iter().find(|word| word.starts_with('-') && **word != "--json") {
        return Err(format!("`bench` does not take `{option}`."));
    }
    Ok(arguments.iter().map(|argument| (*argument).to_owned()).collect())
}

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    if arguments.first().is_some_and(|name| name == "desktop") {
        return e2e::bench(arguments.len() == 1);
    }
    packages::run()?;
    step::run(cargo(&BUILD)?)?;
    let name = format!("hubbub-bench{}", std::env::consts::EXE_SUFFIX);
    let mut bench = Command::new(target_dir()?.join("release").join(name));
    bench.args(arguments);
    step::run(bench)
}
