//! `cargo xtask mutants`: builds the harness that changes rules and engine, and runs it (`tests/mutants`).

use std::process::Command;

use crate::packages;
use crate::step::{self, Failure, cargo, root, target_dir};

/// Each takes a value.
const OPTIONS: [&str; 4] = ["--of", "--sample", "--seed", "--minutes"];

/// The arguments as they will be handed on.
pub(crate) fn check(arguments: &[&str]) -> Result<Vec<String>, String> {
    let has_of = arguments.windows(2).any(|pair| matches!(pair, ["--of", "rules" | "sync"]));
    for pair in arguments.chunks(2) {
        match pair {
            ["--of", _] => {}
            [name, value] if OPTIONS.contains(name) && value.parse::<u64>().is_ok() => {}
            _ => return Err(format!("`mutants` does not take `{}`.", pair.join(" "))),
        }
    }
    if !has_of {
        return Err("`mutants` needs --of rules or --of sync.".to_owned());
    }
    Ok(arguments.iter().map(|argument| (*argument).to_owned()).collect())
}

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    packages::run()?;
    step::run(cargo(&["build", "--package=hubbub-mutants"])?)?;
    let name = format!("hubbub-mutants{}", std::env::consts::EXE_SUFFIX);
    let mut mutants = Command::new(target_dir()?.join("debug").join(name));
    mutants.arg("--root").arg(root()?).arg("--target").arg(target_dir()?).args(arguments);
    step::run(mutants)
}
