//! `cargo xtask ci`: the very file that the CI machine runs, so that the two cannot drift apart.

use std::process::Command;

use crate::step::{self, Failure};

pub(crate) fn run() -> Result<(), Failure> {
    let root = step::root()?;
    let mut command = Command::new("bash");
    command.arg(root.join(".ci").join("run")).current_dir(root);
    step::run(command)
}
