//! `cargo xtask test`: everything that must hold before a change lands.
//!
//! The workspace's tests come last, so that the runner's own closing lines stay in sight; before them the server is
//! tried with generated requests, and the demo community lives through a day.

use crate::step::{Failure, Step, cargo, run_all, succeeds};
use crate::{demo, fuzz, lint, packages, web};

pub(crate) fn run() -> Result<(), Failure> {
    let mut steps = vec![Step { name: "packages", work: Box::new(packages::run) }];
    steps.extend(lint::steps(false)?);
    steps.extend(web::steps());
    steps.push(documentation()?);
    steps.push(Step::child("doc tests", cargo(&["test", "--workspace", "--doc"])?));
    steps.extend(fuzz::bounded()?);
    steps.extend(demo::day()?);
    steps.push(tests()?);
    run_all(steps)
}

/// Every link in the documents leads somewhere.
fn documentation() -> Result<Step, Failure> {
    let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--quiet"])?;
    doc.env("RUSTDOCFLAGS", "-D rustdoc::broken_intra_doc_links");
    Ok(Step::child("documentation", doc))
}

/// The runner prints all failures before it stops: one red run should tell the whole story.
fn tests() -> Result<Step, Failure> {
    let nextest = succeeds("cargo", &["nextest", "--version"]);
    let arguments: &[&str] = if nextest {
        &["nextest", "run", "--workspace", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"]
    };
    Ok(Step::child("tests", cargo(arguments)?))
}
