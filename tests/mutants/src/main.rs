//! `cargo xtask mutants`: does a test notice when a rule says something else?
//!
//! cargo-mutants names the changes: a body that returns something else, an operator that is another, an arm or a
//! field that is gone. It compiles each on its own, which takes a minute or two for a crate of this size. Here all
//! of them go into one copy of the tree at once, each behind a switch (`switch.rs`), and the copy's tests run once
//! per change with that switch on: first those of the changed area, then all others, until one fails.

mod list;
mod run;
mod switch;

use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

/// Why a run ended early.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// What is asked for.
pub(crate) struct Plan {
    /// The work tree.
    pub(crate) root: PathBuf,
    /// Where the copy and the build go.
    pub(crate) target: PathBuf,
    /// Which files are changed.
    pub(crate) of: list::Of,
    /// So many changes, drawn by `seed`; all when 0.
    pub(crate) sample: usize,
    pub(crate) seed: u64,
    /// Stop after so many minutes, wherever that is; never when 0.
    pub(crate) minutes: u64,
}

const USAGE: &str =
    "hubbub-mutants --root DIR --target DIR --of rules|sync [--sample N] [--seed N] [--minutes N]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match plan(&arguments).and_then(|plan| play(&plan)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn plan(arguments: &[String]) -> Result<Plan, Failure> {
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)).map(String::as_str)
    };
    let need = |name: &str| value(name).ok_or_else(|| Failure::new(USAGE));
    let number = |name: &str| -> Result<u64, Failure> { Ok(value(name).unwrap_or("0").parse()?) };
    Ok(Plan {
        root: PathBuf::from(need("--root")?),
        target: PathBuf::from(need("--target")?),
        of: list::Of::named(need("--of")?).ok_or_else(|| Failure::new(USAGE))?,
        sample: usize::try_from(number("--sample")?)?,
        seed: number("--seed")?,
        minutes: number("--minutes")?,
    })
}

fn play(plan: &Plan) -> Result<(), Failure> {
    let all = list::mutants(plan)?;
    let in_all = all.len();
    let drawn = list::sample(all, plan.sample, plan.seed);
    eprintln!("{} of {in_all} changes", drawn.len());
    let built = run::build(plan, drawn)?;
    let (mut caught, mut survived, mut hung) = (0, Vec::new(), 0);
    let tried = run::each(plan, &built, |mutant, end| {
        match end {
            run::End::Noticed(_) => caught += 1,
            run::End::Hung => hung += 1,
            run::End::Survived => survived.push(mutant.name.clone()),
        }
        eprintln!("{end}: {}", mutant.name);
    })?;
    for name in &survived {
        println!("survived: {name}");
    }
    let score = (caught + hung) * 1_000 / tried.max(1);
    println!(
        "{}",
        json!({
            "of": plan.of.name(), "changes": in_all, "seed": plan.seed, "tried": tried, "noticed": caught,
            "noticed_by_hanging": hung, "survived": survived.len(), "not_compiled": built.dropped.len(),
            "score_percent": format!("{}.{}", score / 10, score % 10),
        })
    );
    Ok(())
}
