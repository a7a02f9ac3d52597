//! What a Pabulib election becomes in Hubbub: its method and its rule.
//!
//! Bounds that Hubbub's methods do not have (limits per category, a least number of points) are named
//! in [`Mapping::not_kept`], so that whoever imports can tell.

use hubbub_core::voting::method::{BudgetRule, Method};
use hubbub_core::voting::outcome::{EqualShares, Greedy, Measure, OutcomeRule, TieBreak};

use super::pabulib::{Meta, VoteType};
use super::rows::Fault;

/// An election in Hubbub's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// How ballots are filled in.
    pub method: Method,
    /// Whether a ballot may be empty.
    pub blank_allowed: bool,
    /// How it was decided; `None` where the rule is unknown or not one of ours. Level projects are taken
    /// in the order of the file.
    pub outcome: Option<OutcomeRule>,
    /// Bounds of META that nothing here keeps.
    pub not_kept: Vec<&'static str>,
}

/// Maps META to a method and a rule.
///
/// # Errors
/// [`Fault::BadMeta`] when a bound is no number or leaves no valid ballot.
pub fn mapping(meta: &Meta) -> Result<Mapping, Fault> {
    let mut not_kept: Vec<&'static str> =
        NEVER_KEPT.iter().copied().filter(|key| is_given(meta, key)).collect();
    let min = length(meta, "min_length")?;
    let max =
        length(meta, "max_length")?.unwrap_or_else(|| u32::try_from(meta.num_projects).unwrap_or(u32::MAX));
    let blank_allowed = min == Some(0);
    let min = min.unwrap_or(1);
    if min > max {
        let value = meta.values.get("min_length").cloned().unwrap_or_default();
        return Err(Fault::BadMeta { key: "min_length".to_owned(), value, expected: "at most max_length" });
    }
    let method = match meta.vote_type {
        VoteType::ChooseOne => Method::Single,
        VoteType::Ordinal => Method::Ranked { min, max },
        VoteType::Approval => approval(meta, min, max, &mut not_kept)?,
        VoteType::Cumulative => {
            note(meta, &["min_length", "max_length", "min_sum_points", "min_points"], &mut not_kept);
            Method::Points {
                budget: points(meta, "max_sum_points")?.unwrap_or(i64::MAX),
                per_option_max: points(meta, "max_points")?,
            }
        }
        VoteType::Scoring => {
            let keys = [
                "min_length",
                "max_length",
                "min_sum_points",
                "max_sum_points",
                "min_points",
                "default_score",
            ];
            note(meta, &keys, &mut not_kept);
            Method::Score { max: points(meta, "max_points")?.unwrap_or(i64::MAX) }
        }
    };
    Ok(Mapping { method, blank_allowed, outcome: outcome(meta)?, not_kept })
}

/// Bounds that no method here has.
const NEVER_KEPT: &[&str] = &[
    "budget_per_category",
    "max_length_per_category",
    "max_sum_cost_per_category",
    "min_length_per_category",
    "min_sum_cost",
    "min_sum_cost_per_category",
    "neighborhoods",
];

fn is_given(meta: &Meta, key: &str) -> bool {
    meta.values.get(key).is_some_and(|value| !value.is_empty())
}

/// Notes the bounds that are given and say something (a least length of 1 or least points of 0 do not).
fn note(meta: &Meta, keys: &[&'static str], not_kept: &mut Vec<&'static str>) {
    for key in keys {
        let trivial = match *key {
            "min_length" => "1",
            "min_points" | "default_score" => "0",
            _ => "",
        };
        if is_given(meta, key) && meta.values.get(*key).is_some_and(|value| value != trivial) {
            not_kept.push(key);
        }
    }
}

fn length(meta: &Meta, key: &'static str) -> Result<Option<u32>, Fault> {
    Ok(meta.number(key)?.map(|number| u32::try_from(number).unwrap_or(u32::MAX)))
}

fn points(meta: &Meta, key: &'static str) -> Result<Option<i64>, Fault> {
    Ok(meta.number(key)?.map(|number| i64::try_from(number).unwrap_or(i64::MAX)))
}

/// Within a sum of money where the file gives one, else by number of projects.
fn approval(meta: &Meta, min: u32, max: u32, not_kept: &mut Vec<&'static str>) -> Result<Method, Fault> {
    let Some(budget_minor) = meta.amount("max_sum_cost")? else {
        return Ok(Method::Budget {
            budget_minor: meta.budget_minor,
            rule: BudgetRule::Between { min, max },
        });
    };
    note(meta, &["max_length"], not_kept);
    Ok(Method::Budget { budget_minor, rule: BudgetRule::AtLeast { projects: min } })
}

fn outcome(meta: &Meta) -> Result<Option<OutcomeRule>, Fault> {
    let by = match meta.vote_type {
        VoteType::Approval | VoteType::ChooseOne => Measure::Ballots,
        VoteType::Cumulative | VoteType::Ordinal | VoteType::Scoring => Measure::Score,
    };
    let greedy = Greedy {
        budget_minor: meta.budget_minor,
        by,
        threshold: points(meta, "min_project_score_threshold")?.unwrap_or(0),
        tie_break: Some(TieBreak::Position),
    };
    let shares = |raised: bool, compare_with_greedy: bool| EqualShares {
        budget_minor: meta.budget_minor,
        raise_minor: if raised { 10i64.saturating_pow(meta.minor_digits) } else { 0 },
        compare_with_greedy,
        tie_break: TieBreak::Position,
    };
    Ok(match meta.rule.as_str() {
        "greedy" | "greedy-threshold" => Some(OutcomeRule::GreedyByVotes(greedy)),
        "greedy-no-skip" => Some(OutcomeRule::GreedyNoSkip(greedy)),
        "equalshares" => Some(OutcomeRule::EqualShares(shares(false, false))),
        "equalshares/add1" => Some(OutcomeRule::EqualShares(shares(true, false))),
        "equalshares/add1-comparison" => Some(OutcomeRule::EqualShares(shares(true, true))),
        _ => None,
    })
}
