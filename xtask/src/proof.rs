//! `cargo xtask proof`: real processes through bad networks, under `kill -9`, on damaged stores.

use std::process::Command;

use crate::packages;
use crate::step::{self, Failure, cargo, target_dir};

const KINDS: [&str; 3] = ["wire", "kills", "damage"];

/// The arguments as they will be handed on: a kind of proof, then names with numbers.
pub(crate) fn check(arguments: &[&str]) -> Result<Vec<String>, String> {
    let Some((kind, rest)) = arguments.split_first() else {
        return Err(format!("`proof` needs one of {}.", KINDS.join(", ")));
    };
    if !KINDS.contains(kind) {
        return Err(format!("`proof` does not take `{kind}`."));
    }
    for pair in rest.chunks(2) {
        let is_number = |word: &str| word.parse::<u64>().is_ok();
        if !matches!(pair, [name, value] if name.starts_with("--") && is_number(value)) {
            return Err(format!("`{}` is not a name with a number.", pair.join(" ")));
        }
    }
    Ok(arguments.iter().map(|argument| (*argument).to_owned()).collect())
}

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    packages::run()?;
    step::run(cargo(&["build", "--release", "--package=hubbub-tests", "--bin", "hubbub-proof"])?)?;
    let name = format!("hubbub-proof{}", std::env::consts::EXE_SUFFIX);
    let mut proof = Command::new(target_dir()?.join("release").join(name));
    proof.args(arguments);
    step::run(proof)
}
