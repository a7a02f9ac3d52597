//! What can be asked for: a scenario of the requirements' load table, and how much of it.

use std::time::Duration;

use crate::Failure;

/// What people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mix {
    /// 80 % reads of lists and items, 15 % votes, 5 % other writes.
    Everyday,
    /// Everybody votes once.
    OneVoteEach,
}

/// A load.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) scenario: &'static str,
    /// People, each with a socket.
    pub(crate) users: usize,
    /// People who were asked for.
    pub(crate) asked_users: usize,
    /// Requests a second that are aimed at.
    pub(crate) rps: u32,
    pub(crate) length: Duration,
    pub(crate) mix: Mix,
    /// Whether it is seen how soon things are as usual again.
    pub(crate) recovers: bool,
    /// Only the last line, as JSON.
    pub(crate) json: bool,
}

const MINUTE: Duration = Duration::from_secs(60);

/// The load table of the requirements, section F; the soak as it is run while developing. A surge has as many
/// requests as people.
const SCENARIOS: &[(&str, usize, u32, Duration, Mix)] = &[
    ("baseline", 1_000, 500, MINUTE, Mix::Everyday),
    ("peak", 5_000, 2_500, MINUTE, Mix::Everyday),
    ("stress", 15_000, 7_500, MINUTE, Mix::Everyday),
    ("soak", 2_000, 1_000, Duration::from_secs(20 * 60), Mix::Everyday),
    ("surge", 5_000, 0, MINUTE, Mix::OneVoteEach),
];

/// Reads the arguments.
pub(crate) fn read(words: &[String]) -> Result<Plan, Failure> {
    let (name, rest) = words.split_first().ok_or("a scenario is missing")?;
    let found = SCENARIOS.iter().find(|(scenario, ..)| scenario == name);
    let Some(&(scenario, users, rps, length, mix)) = found else {
        let names: Vec<&str> = SCENARIOS.iter().map(|(name, ..)| *name).collect();
        return Err(format!("no scenario {name}; there are {}", names.join(", ")).into());
    };
    let recovers = scenario == "stress";
    let mut plan = Plan { scenario, users, asked_users: users, rps, length, mix, recovers, json: false };
    let mut rest = rest.iter();
    while let Some(word) = rest.next() {
        if word == "--json" {
            plan.json = true;
            continue;
        }
        let value: u32 = rest.next().ok_or_else(|| format!("{word} needs a number"))?.parse()?;
        match word.as_str() {
            "--minutes" => plan.length = MINUTE * value,
            "--seconds" => plan.length = Duration::from_secs(value.into()),
            "--users" => plan.users = usize::try_from(value)?,
            "--rps" => plan.rps = value,
            other => return Err(format!("{other} is not known").into()),
        }
    }
    if plan.users == 0 || plan.length.is_zero() {
        return Err("there must be people, and some time".into());
    }
    plan.asked_users = plan.users;
    if plan.mix == Mix::OneVoteEach {
        let seconds = u32::try_from(plan.length.as_secs())?.max(1);
        plan.rps = u32::try_from(plan.users)?.div_ceil(seconds).max(1);
    }
    Ok(plan)
}
