//! How a closed poll is decided, and the steps that explain it to the people who voted.
//!
//! Every rule is exact (whole numbers only) and deterministic. Chance decides nothing: a tie that
//! matters is reported, unless the poll stated a [`TieBreak`] before it opened.

mod budget;
mod equal_shares;
mod plurality;
mod ranked;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::count::OptionCount;
use super::method::{Candidate, Selection};
use crate::id::Id;

/// How many raises of the share the completion of [`OutcomeRule::EqualShares`] tries at most.
pub const SHARE_RAISES_MAX: u32 = 5_000;

/// How a closed poll is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum OutcomeRule {
    /// The highest counts win.
    Plurality {
        /// What is compared.
        by: Measure,
        /// How many options win; options without support never do.
        seats: u32,
        /// Stated before opening; without it a tie on the last seat is reported.
        tie_break: Option<TieBreak>,
    },
    /// Instant-runoff voting over ranked ballots: the weakest goes, its ballots move to their next choice,
    /// until one option holds more than half of the ballots that still name somebody.
    ///
    /// Of several weakest options, the one goes that had fewer ballots in the latest earlier round that
    /// tells them apart; failing that, the one listed last. When all that remain are level, that is a tie
    /// for the win and only `tie_break` settles it.
    InstantRunoff {
        /// Stated before opening; settles a tie between all options that remain.
        tie_break: Option<TieBreak>,
    },
    /// Projects in order of support; each that still fits into the money is taken, others are passed over.
    GreedyByVotes(Greedy),
    /// Projects in order of support, until one does not fit: there it stops.
    GreedyNoSkip(Greedy),
    /// The Method of Equal Shares (Peters, Pierczyński, Skowron 2021, with cost as the benefit).
    EqualShares(EqualShares),
}

/// The terms of the two greedy rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Greedy {
    /// The money, in minor units.
    pub budget_minor: i64,
    /// What support means.
    pub by: Measure,
    /// Projects with less support than this are out; one without support always is.
    pub threshold: i64,
    /// Stated before opening. Without it, level projects that do not all fit are a tie, and there the
    /// decision stops: what comes after depends on it.
    pub tie_break: Option<TieBreak>,
}

/// The terms of the Method of Equal Shares.
///
/// Each voter who named a project gets the same share of the money. Supporters of a project pay for it
/// in equal parts, as far as their shares last; the project goes next of which they pay the smallest
/// part of the cost each. A project whose supporters cannot pay is out. As this leaves money over, all
/// shares are raised and the whole is done again, until one more raise would spend more than the
/// budget ("Add1" on equalshares.net).
///
/// Shares and payments are whole millionths of a minor unit; payments are rounded up to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EqualShares {
    /// The money, in minor units.
    pub budget_minor: i64,
    /// What each raise adds to each voter's share, in minor units, but no less than a thousandth of
    /// the first share; 0 for no raises. At most [`SHARE_RAISES_MAX`] raises.
    pub raise_minor: i64,
    /// Whether the greedy result is put in place when more voters have more of their projects in it
    /// than the other way round ("comparison step").
    pub compare_with_greedy: bool,
    /// Between projects that are level.
    pub tie_break: TieBreak,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Ballots that name the option.
    Ballots,
    /// The sum of points, see [`super::count::worth`].
    Score,
}

/// What decides between level options, stated before the poll opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieBreak {
    /// The one that stands earlier in the list.
    Position,
    /// The cheaper one; of equally cheap ones, the one that stands earlier.
    Cheapest,
}

/// A number next to an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The option.
    pub option: Id,
    /// Ballots or points, as the rule measures.
    pub count: i64,
}

/// What settled a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// The rule that the poll stated.
    TieBreak,
    /// An earlier round.
    EarlierRound,
    /// The order of the list.
    Position,
}

/// One step of the way to the result, for a screen to put into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Step {
    /// The counts, highest first.
    Counted {
        /// Every option.
        counts: Vec<Count>,
    },
    /// The ballots of a round of the run-off.
    Round {
        /// From 1.
        round: u32,
        /// The options that remain, highest first.
        counts: Vec<Count>,
        /// Ballots that name no remaining option.
        exhausted: i64,
    },
    /// The weakest option goes, its ballots move on.
    Eliminated {
        /// The round it lost.
        round: u32,
        /// The option.
        option: Id,
        /// How many of its ballots went to which other.
        transfers: Vec<Count>,
        /// How many of its ballots name nobody else.
        exhausted: i64,
    },
    /// Level options were told apart.
    TieSettled {
        /// The level options.
        options: Vec<Id>,
        /// The one that was put first (in an elimination: the one that went).
        option: Id,
        /// By what.
        by: Settled,
    },
    /// Level options that the rule cannot tell apart.
    Tied {
        /// The options.
        options: Vec<Id>,
    },
    /// An option wins.
    Elected {
        /// The option and its count.
        winner: Count,
        /// In a run-off, the ballots that still name somebody.
        of: Option<i64>,
    },
    /// A project has less support than asked for.
    BelowThreshold {
        /// The project and its support.
        project: Count,
        /// What it needed.
        threshold: i64,
    },
    /// A project is taken.
    Taken {
        /// The project and its support.
        project: Count,
        /// Its cost in minor units.
        cost_minor: i64,
        /// The money left after it.
        left_minor: i64,
    },
    /// A project does not fit and is passed over.
    DoesNotFit {
        /// The project and its support.
        project: Count,
        /// Its cost in minor units.
        cost_minor: i64,
        /// The money left.
        left_minor: i64,
    },
    /// A project does not fit, and the rule ends there.
    Stopped {
        /// The project and its support.
        project: Count,
        /// Its cost in minor units.
        cost_minor: i64,
        /// The money left.
        left_minor: i64,
    },
    /// The money is shared out.
    Shared {
        /// Voters who named a project.
        voters: i64,
        /// Each one's share in minor units, rounded down, raises included.
        share_minor: i64,
        /// How often the share was raised.
        raises: u32,
    },
    /// Supporters pay for a project out of their shares.
    Paid {
        /// The project and the number of its supporters.
        project: Count,
        /// Its cost in minor units.
        cost_minor: i64,
        /// What those pay who have enough, in minor units, rounded up.
        each_minor: i64,
    },
    /// Two results were compared voter by voter.
    Compared {
        /// Voters with more of their projects under Equal Shares.
        prefer_shares: i64,
        /// Voters with more of their projects under the greedy rule.
        prefer_greedy: i64,
    },
    /// Nobody named any option.
    NoSupport,
}

/// The result of a poll.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The options that win, in the order in which they were decided.
    pub winners: Vec<Id>,
    /// Level options of which not all can win, and that nothing stated tells apart.
    pub ties: Vec<Vec<Id>>,
    /// How it came about.
    pub steps: Vec<Step>,
}

/// Decides a closed poll. `counts` are those of [`super::count`]; `ballots` matter to
/// [`OutcomeRule::InstantRunoff`] and [`OutcomeRule::EqualShares`] only and may be empty for the others.
/// Ballots must have passed [`super::method::check_ballot`].
#[must_use]
pub fn decide<B: AsRef<[Selection]>>(
    rule: &OutcomeRule,
    candidates: &[Candidate],
    counts: &[OptionCount],
    ballots: &[B],
) -> Outcome {
    match rule {
        OutcomeRule::Plurality { by, seats, tie_break } => {
            plurality::decide(&ranking(candidates, counts, *by), *seats, *tie_break)
        }
        OutcomeRule::InstantRunoff { tie_break } => ranked::decide(candidates, ballots, *tie_break),
        OutcomeRule::GreedyByVotes(terms) => {
            budget::decide(&ranking(candidates, counts, terms.by), *terms, budget::NotFitting::Skip)
        }
        OutcomeRule::GreedyNoSkip(terms) => {
            budget::decide(&ranking(candidates, counts, terms.by), *terms, budget::NotFitting::Stop)
        }
        OutcomeRule::EqualShares(terms) => equal_shares::decide(candidates, ballots, *terms),
    }
}

/// Ballots that must be cast for the poll to count: `ceil(pct × electorate / 100)`. A negative
/// electorate counts as none.
#[must_use]
pub fn quorum_needed(pct: u32, electorate: i64) -> i64 {
    let share = i128::from(pct) * i128::from(electorate.max(0));
    i64::try_from((share + 99) / 100).unwrap_or(i64::MAX)
}

/// A candidate with its count.
#[derive(Clone, Copy, Debug)]
struct Standing {
    candidate: Candidate,
    count: i64,
}

impl Standing {
    fn pair(&self) -> Count {
        Count { option: self.candidate.id, count: self.count }
    }
}

/// Candidates by count, highest first, level ones in the order of the list.
fn ranking(candidates: &[Candidate], counts: &[OptionCount], by: Measure) -> Vec<Standing> {
    let counts: BTreeMap<Id, i64> = counts
        .iter()
        .map(|count| match by {
            Measure::Ballots => (count.option, count.ballots),
            Measure::Score => (count.option, count.score),
        })
        .collect();
    let mut ranking: Vec<Standing> = candidates
        .iter()
        .map(|&candidate| Standing { candidate, count: counts.get(&candidate.id).copied().unwrap_or(0) })
        .collect();
    ranking.sort_by_key(|standing| (Reverse(standing.count), listed(&standing.candidate)));
    ranking
}

fn listed(candidate: &Candidate) -> (u32, Id) {
    (candidate.position, candidate.id)
}

impl TieBreak {
    /// Puts level options in order, the preferred one first.
    fn key(self, candidate: &Candidate) -> (i64, u32, Id) {
        let cost = match self {
            Self::Position => 0,
            Self::Cheapest => candidate.cost_minor,
        };
        (cost, candidate.position, candidate.id)
    }
}

fn counted(ranking: &[Standing]) -> Step {
    Step::Counted { counts: ranking.iter().map(Standing::pair).collect() }
}

fn ids(group: &[Standing]) -> Vec<Id> {
    group.iter().map(|standing| standing.candidate.id).collect()
}
