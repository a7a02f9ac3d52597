//! What the simulation may be asked for on its command line.

use std::ops::Range;

pub(crate) const USAGE: &str = "\
Usage: hubbub-sim --seeds A..B [--json] [--threads N]     the runs of a range of seeds
       hubbub-sim --seed N [--keep I,J,…] [--trace] [--minimise]
                                                          one run, whole or with some of its steps
       hubbub-sim --power-loss DRAWS [--seed N] [--json] [--threads N]
                                                          the power goes after every write of a session
       hubbub-sim --planted [--json] [--threads N] [--limit SECONDS]
                                                          whether each planted bug is found";

/// Seconds that the search for one planted bug may take.
const LIMIT_S: u64 = 60;

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Seeds(Range<u64>),
    One { seed: u64, keep: Option<Vec<usize>> },
    PowerLoss { draws: u64 },
    Planted,
}

/// The command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Args {
    pub(crate) task: Task,
    pub(crate) json: bool,
    pub(crate) trace: bool,
    pub(crate) minimise: bool,
    pub(crate) threads: usize,
    pub(crate) limit_s: u64,
}

fn number<T: std::str::FromStr>(word: Option<&String>, of: &str) -> Result<T, String> {
    let word = word.ok_or_else(|| format!("{of} needs a number"))?;
    word.parse().map_err(|_| format!("{of}: {word:?} is no number"))
}

fn range(word: Option<&String>) -> Result<Range<u64>, String> {
    let word = word.ok_or("--seeds needs a range as 0..2000")?;
    let (from, to) = word.split_once("..").ok_or_else(|| format!("{word:?} is no range as 0..2000"))?;
    let (from, to) = (from.parse().map_err(|_| word.clone())?, to.parse().map_err(|_| word.clone())?);
    if from < to { Ok(from..to) } else { Err(format!("{word:?} is an empty range")) }
}

impl Args {
    /// What the words ask for.
    pub(crate) fn of(words: &[String]) -> Result<Self, String> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut args = Self {
            task: Task::Planted,
            json: false,
            trace: false,
            minimise: false,
            threads: cores,
            limit_s: LIMIT_S,
        };
        let (mut task, mut keep) = (None, None);
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--seeds" => task = Some(Task::Seeds(range(words.next())?)),
                "--seed" => task = Some(Task::One { seed: number(words.next(), word)?, keep: None }),
                "--power-loss" => task = Some(Task::PowerLoss { draws: number(words.next(), word)? }),
                "--planted" => task = Some(Task::Planted),
                "--keep" => {
                    let list = words.next().ok_or("--keep needs numbers of steps")?;
                    let steps: Result<Vec<usize>, _> = list.split(',').map(str::parse).collect();
                    keep = Some(steps.map_err(|_| format!("{list:?} are no numbers of steps"))?);
                }
                "--json" => args.json = true,
                "--trace" => args.trace = true,
                "--minimise" => args.minimise = true,
                "--threads" => args.threads = number(words.next(), word)?,
                "--limit" => args.limit_s = number(words.next(), word)?,
                other => return Err(format!("{other:?} is not known")),
            }
        }
        args.task = match task.ok_or("What shall be run?")? {
            Task::One { seed, .. } => Task::One { seed, keep },
            _ if keep.is_some() => return Err("--keep goes with --seed".to_owned()),
            task => task,
        };
        Ok(args)
    }
}
