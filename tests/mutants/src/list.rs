//! The changes, as cargo-mutants names them, and a sample of them.

use std::process::Command;

use serde_json::Value;

use crate::{Failure, Plan};

/// Which files are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// The areas' models and commands.
    Rules,
    /// The sync engine.
    Sync,
}

impl Of {
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Rules, Self::Sync].into_iter().find(|of| of.name() == name)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Sync => "sync",
        }
    }

    const fn files(self) -> &'static [&'static str] {
        match self {
            Self::Rules => &["core/src/*/model.rs", "core/src/*/command.rs"],
            Self::Sync => &["core/src/sync/*.rs"],
        }
    }
}

/// A place in a file; lines and columns from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// One change.
#[derive(Clone, Debug)]
pub(crate) struct Mutant {
    /// As cargo-mutants names it.
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) kind: String,
    pub(crate) start: Place,
    pub(crate) end: Place,
    pub(crate) replacement: String,
}

impl Mutant {
    /// The area whose tests are tried first: a module of core.
    pub(crate) fn area(&self) -> &str {
        self.file.split('/').nth(2).unwrap_or_default()
    }
}

/// All changes of the files.
pub(crate) fn mutants(plan: &Plan) -> Result<Vec<Mutant>, Failure> {
    let mut command = Command::new("cargo");
    command.current_dir(&plan.root).args(["mutants", "--list", "--json", "--package", "hubbub-core"]);
    for file in plan.of.files() {
        command.args(["--file", file]);
    }
    let output = command.output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format!("cargo-mutants (`cargo install cargo-mutants`): {said}")));
    }
    let listed: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    listed.iter().map(mutant).collect::<Option<_>>().ok_or_else(|| Failure::new("not a list of changes"))
}

fn mutant(listed: &Value) -> Option<Mutant> {
    let text = |name: &str| listed.get(name)?.as_str().map(str::to_owned);
    let place = |end: &str| {
        let place = listed.get("span")?.get(end)?;
        let number = |name: &str| usize::try_from(place.get(name)?.as_u64()?).ok();
        Some(Place { line: number("line")?, column: number("column")? })
    };
    Some(Mutant {
        name: text("name")?,
        file: text("file")?,
        kind: text("genre")?,
        start: place("start")?,
        end: place("end")?,
        replacement: text("replacement")?,
    })
}

/// `count` of them, or all when `count` is 0, in the order in which `seed` draws them: a run that ends early has
/// tried a sample too.
pub(crate) fn sample(all: Vec<Mutant>, count: usize, seed: u64) -> Vec<Mutant> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut drawn: Vec<(u64, Mutant)> = all.into_iter().map(|mutant| (next(&mut state), mutant)).collect();
    drawn.sort_by_key(|(lot, _)| *lot);
    if count > 0 {
        drawn.truncate(count);
    }
    drawn.into_iter().map(|(_, mutant)| mutant).collect()
}

/// The next number of xorshift64*.
fn next(state: &mut u64) -> u64 {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    state.wrapping_mul(0x2545_f491_4f6c_dd1d)
}
