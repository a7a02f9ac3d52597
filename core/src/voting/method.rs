//! How people vote: the methods a poll may use, the ballot, and whether a ballot keeps a method's bounds.
//!
//! The same check runs on the phone before casting and on the server at acceptance, so both name the
//! same fault. Words of a fault are stable: screens and REST clients rely on them.

use serde::{Deserialize, Serialize};

use crate::id::Id;

/// How a ballot is filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Method {
    /// Exactly one option.
    Single,
    /// From `min` to `max` options, all equal.
    Approval {
        /// Fewest options of a ballot that is not blank.
        min: u32,
        /// Most options.
        max: u32,
    },
    /// Dots spread over options. An option may be named with no dot.
    Points {
        /// Dots that may be spent, all together.
        budget: i64,
        /// Most dots on one option; `None` leaves only the budget as the bound.
        per_option_max: Option<i64>,
    },
    /// Each option named gets 0 to `max`.
    Score {
        /// Highest score.
        max: i64,
    },
    /// Options in order of preference, ranks exactly 1 to n.
    Ranked {
        /// Fewest options of a ballot that is not blank.
        min: u32,
        /// Most options.
        max: u32,
    },
    /// Projects with a cost, chosen against a budget.
    Budget {
        /// The money to be shared out, in minor units.
        budget_minor: i64,
        /// The one bound that ballots keep.
        rule: BudgetRule,
    },
}

/// The one bound of a [`Method::Budget`] ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum BudgetRule {
    /// Within the budget, and at least `pct` percent of it spent.
    SpendAtLeast {
        /// Percent of the budget, 0 to 100.
        pct: u32,
    },
    /// Within the budget, and at least this many projects.
    AtLeast {
        /// Fewest projects.
        projects: u32,
    },
    /// From `min` to `max` projects; their cost does not matter.
    Between {
        /// Fewest projects.
        min: u32,
        /// Most projects.
        max: u32,
    },
}

/// One line of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// The option chosen.
    pub option: Id,
    /// 1 for single, approval and budget; else the dots, the score or the rank (1 is best).
    pub value: i64,
}

/// An option as the counting sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The option.
    pub id: Id,
    /// What it costs in minor units; 0 where money plays no part.
    pub cost_minor: i64,
    /// Its place in the list that voters see, from 0.
    pub position: u32,
}

macro_rules! faults {
    ($( $(#[$doc:meta])* $variant:ident = $word:literal; )*) => {
        /// Why a ballot is not valid. Words are added, never renamed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum BallotFault { $( $(#[$doc])* $variant, )* }

        impl BallotFault {
            /// Every fault.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable word, as `too_many`.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

faults! {
    /// The ballot is empty and this poll takes no blank ballots.
    BlankNotAllowed = "blank_not_allowed";
    /// An option that the poll does not have.
    UnknownOption = "unknown_option";
    /// The same option more than once.
    OptionTwice = "option_twice";
    /// Fewer options than the poll asks for.
    TooFew = "too_few";
    /// More options than the poll allows.
    TooMany = "too_many";
    /// A mark, score or number of dots outside its bounds.
    ValueOutOfRange = "value_out_of_range";
    /// Ranks are not exactly 1, 2, 3 and so on.
    RanksNotConsecutive = "ranks_not_consecutive";
    /// More dots than there are to spend.
    PointsOverBudget = "points_over_budget";
    /// The chosen projects cost more than the budget.
    CostOverBudget = "cost_over_budget";
    /// The chosen projects leave too much of the budget unspent.
    SpendTooLittle = "spend_too_little";
}

impl std::fmt::Display for BallotFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

impl std::error::Error for BallotFault {}

/// Whether `selections` are a valid ballot under `method`; an empty one is blank. The order of the
/// selections does not matter.
///
/// # Errors
/// The first [`BallotFault`] found: blank, then unknown or repeated options, then the method's bounds.
pub fn check_ballot(
    method: &Method,
    candidates: &[Candidate],
    selections: &[Selection],
    blank_allowed: bool,
) -> Result<(), BallotFault> {
    if selections.is_empty() {
        return if blank_allowed { Ok(()) } else { Err(BallotFault::BlankNotAllowed) };
    }
    let cost = check_options(candidates, selections)?;
    match *method {
        Method::Single => check_marks(selections, 1, 1),
        Method::Approval { min, max } => check_marks(selections, min, max),
        Method::Points { budget, per_option_max } => check_points(selections, budget, per_option_max),
        Method::Score { max } => check_values(selections, max),
        Method::Ranked { min, max } => check_ranks(selections, min, max),
        Method::Budget { budget_minor, rule } => check_budget(selections, cost, budget_minor, rule),
    }
}

/// Every option exists and stands once; gives what they cost together.
fn check_options(candidates: &[Candidate], selections: &[Selection]) -> Result<i128, BallotFault> {
    let mut cost: i128 = 0;
    // Among one more selection than there are options, one is unknown or repeated: no need to go on.
    for (place, selection) in selections.iter().enumerate().take(candidates.len().saturating_add(1)) {
        let candidate = candidates
            .iter()
            .find(|candidate| candidate.id == selection.option)
            .ok_or(BallotFault::UnknownOption)?;
        if selections.iter().take(place).any(|earlier| earlier.option == selection.option) {
            return Err(BallotFault::OptionTwice);
        }
        cost = cost.saturating_add(i128::from(candidate.cost_minor));
    }
    Ok(cost)
}

fn check_length(selections: &[Selection], min: u32, max: u32) -> Result<(), BallotFault> {
    let chosen = u32::try_from(selections.len()).unwrap_or(u32::MAX);
    if chosen < min {
        Err(BallotFault::TooFew)
    } else if chosen > max {
        Err(BallotFault::TooMany)
    } else {
        Ok(())
    }
}

fn check_marks(selections: &[Selection], min: u32, max: u32) -> Result<(), BallotFault> {
    check_length(selections, min, max)?;
    if selections.iter().all(|selection| selection.value == 1) {
        Ok(())
    } else {
        Err(BallotFault::ValueOutOfRange)
    }
}

fn check_values(selections: &[Selection], max: i64) -> Result<(), BallotFault> {
    if selections.iter().all(|selection| (0..=max).contains(&selection.value)) {
        Ok(())
    } else {
        Err(BallotFault::ValueOutOfRange)
    }
}

fn check_points(
    selections: &[Selection],
    budget: i64,
    per_option_max: Option<i64>,
) -> Result<(), BallotFault> {
    check_values(selections, per_option_max.unwrap_or(i64::MAX))?;
    let spent: i128 = selections.iter().map(|selection| i128::from(selection.value)).sum();
    if spent > i128::from(budget) { Err(BallotFault::PointsOverBudget) } else { Ok(()) }
}

fn check_ranks(selections: &[Selection], min: u32, max: u32) -> Result<(), BallotFault> {
    check_length(selections, min, max)?;
    let mut ranks: Vec<i64> = selections.iter().map(|selection| selection.value).collect();
    ranks.sort_unstable();
    if ranks.into_iter().zip(1..).all(|(rank, expected)| rank == expected) {
        Ok(())
    } else {
        Err(BallotFault::RanksNotConsecutive)
    }
}

fn check_budget(
    selections: &[Selection],
    cost: i128,
    budget_minor: i64,
    rule: BudgetRule,
) -> Result<(), BallotFault> {
    let (min, max) = match rule {
        BudgetRule::SpendAtLeast { .. } => (0, u32::MAX),
        BudgetRule::AtLeast { projects } => (projects, u32::MAX),
        BudgetRule::Between { min, max } => (min, max),
    };
    check_marks(selections, min, max)?;
    let budget = i128::from(budget_minor);
    if !matches!(rule, BudgetRule::Between { .. }) && cost > budget {
        return Err(BallotFault::CostOverBudget);
    }
    match rule {
        BudgetRule::SpendAtLeast { pct }
            if cost.saturating_mul(100) < budget.saturating_mul(i128::from(pct)) =>
        {
            Err(BallotFault::SpendTooLittle)
        }
        _ => Ok(()),
    }
}
