//! `cargo xtask lint`: the format and the lints, with every warning an error.

use crate::step::{Failure, Step, cargo, run_all};

pub(crate) fn run(fix: bool) -> Result<(), Failure> {
    run_all(steps(fix)?)
}

/// The two steps; with `fix` they repair instead of only telling.
pub(crate) fn steps(fix: bool) -> Result<Vec<Step>, Failure> {
    let (format, clippy): (&[&str], &[&str]) = if fix {
        (&["fmt", "--all"], &["clippy", "--fix", "--allow-dirty", "--allow-staged"])
    } else {
        (&["fmt", "--all", "--check"], &["clippy"])
    };
    let clippy = [clippy, &["--workspace", "--all-targets", "--", "-D", "warnings"]].concat();
    Ok(vec![Step::child("format", cargo(format)?), Step::child("lints", cargo(&clippy)?)])
}
