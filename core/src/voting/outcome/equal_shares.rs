//! The Method of Equal Shares with raises of the share, in whole millionths of a minor unit.
//!
//! Exact fractions would grow without bound (each payment divides by another number of payers), so
//! money is cut into tiny whole parts instead. Comparisons of fractions are exact.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use super::budget::{self, NotFitting};
use super::{
    Candidate, Count, EqualShares, Greedy, Measure, Outcome, SHARE_RAISES_MAX, Standing, Step, listed,
};
use crate::id::Id;
use crate::voting::method::Selection;

/// Parts of one minor unit.
const PARTS: i128 = 1_000_000;
/// The least raise is the first share divided by this.
const RAISE_DIVISOR: i128 = 1_000;

/// A project and the voters (by place among the ballots) who support it.
struct Project {
    candidate: Candidate,
    /// Cost in parts, above zero.
    cost: i128,
    supporters: Vec<usize>,
}

/// What a project's supporters would have to pay now.
#[derive(Clone, Copy)]
struct Offer {
    /// Votes it has in effect: `cost × payers / rest`, as a fraction.
    votes: Fraction,
    /// What each of those pays who has enough, in parts, rounded up.
    each: i128,
}

/// A fraction of positive whole numbers.
#[derive(Clone, Copy)]
struct Fraction {
    over: i128,
    under: i128,
}

/// A whole pass with a given share.
struct Pass {
    taken: Vec<(Id, Offer)>,
    cost_minor: i128,
}

/// Decides which projects are paid for.
pub(super) fn decide<B: AsRef<[Selection]>>(
    candidates: &[Candidate],
    ballots: &[B],
    terms: EqualShares,
) -> Outcome {
    let budget = i128::from(terms.budget_minor.max(0));
    let (projects, voters) = supporters(candidates, ballots);
    let voters_count = i64::try_from(voters).unwrap_or(i64::MAX);
    if voters_count == 0 {
        return Outcome { steps: vec![Step::NoSupport], ..Outcome::default() };
    }
    let first = budget * PARTS / i128::from(voters_count);
    let raise = match i128::from(terms.raise_minor) * PARTS {
        wanted if wanted > 0 => wanted.max(first / RAISE_DIVISOR),
        _ => 0,
    };
    let (pass, share, raises) = raised(&projects, voters, terms, first, raise);
    let shared = Step::Shared { voters: voters_count, share_minor: minor(share / PARTS), raises };
    let mut outcome = Outcome { steps: vec![shared], ..Outcome::default() };
    explain(&pass, &projects, &mut outcome);
    if terms.compare_with_greedy { compare(ballots, &projects, terms, outcome) } else { outcome }
}

/// Passes with higher and higher shares, and the last that keeps to the budget.
fn raised(
    projects: &[Project],
    voters: usize,
    terms: EqualShares,
    first: i128,
    raise: i128,
) -> (Pass, i128, u32) {
    let budget = i128::from(terms.budget_minor.max(0));
    let mut best = (pass(projects, voters, first, terms), first, 0);
    if raise == 0 {
        return best;
    }
    for raises in 1..=SHARE_RAISES_MAX {
        if best.0.taken.len() == projects.len() {
            break;
        }
        let share = first.saturating_add(raise.saturating_mul(i128::from(raises)));
        let next = pass(projects, voters, share, terms);
        if next.cost_minor > budget {
            break;
        }
        best = (next, share, raises);
    }
    best
}

/// The projects that anybody supports, and the number of voters who support any.
fn supporters<B: AsRef<[Selection]>>(candidates: &[Candidate], ballots: &[B]) -> (Vec<Project>, usize) {
    let mut by_option: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
    let mut voters = 0usize;
    for ballot in ballots.iter().map(AsRef::as_ref) {
        let named = ballot.iter().filter(|line| line.value > 0).map(|line| line.option);
        let named: BTreeSet<Id> = named.collect();
        if named.is_empty() {
            continue;
        }
        for option in named {
            by_option.entry(option).or_default().push(voters);
        }
        voters = voters.saturating_add(1);
    }
    let project = |candidate: &Candidate| {
        let supporters = by_option.get(&candidate.id)?.clone();
        // A project that costs nothing counts as one part, so that it is taken first and hurts nobody.
        let cost = (i128::from(candidate.cost_minor) * PARTS).max(1);
        Some(Project { candidate: *candidate, cost, supporters })
    };
    let mut projects: Vec<Project> = candidates.iter().filter_map(project).collect();
    projects.sort_by_key(|project| listed(&project.candidate));
    (projects, voters)
}

/// One pass: again and again the project with the most effective votes, while any can be paid.
fn pass(projects: &[Project], voters: usize, share: i128, terms: EqualShares) -> Pass {
    let mut money = vec![share; voters];
    let mut open: Vec<(&Project, Fraction)> = projects
        .iter()
        .map(|project| {
            let all = i128::try_from(project.supporters.len()).unwrap_or(i128::MAX);
            (project, Fraction { over: all, under: 1 })
        })
        .collect();
    let mut pass = Pass { taken: Vec::new(), cost_minor: 0 };
    while let Some((project, offer)) = next(&mut open, &money, terms) {
        for &voter in &project.supporters {
            if let Some(purse) = money.get_mut(voter) {
                *purse = purse.saturating_sub(offer.each).max(0);
            }
        }
        open.retain(|(other, _)| other.candidate.id != project.candidate.id);
        pass.cost_minor = pass.cost_minor.saturating_add(i128::from(project.candidate.cost_minor.max(0)));
        pass.taken.push((project.candidate.id, offer));
    }
    pass
}

/// The best project now. Effective votes only ever fall, so projects whose last known number is below
/// the best need no new look; those that cannot be paid any more leave `open`.
fn next<'a>(
    open: &mut Vec<(&'a Project, Fraction)>,
    money: &[i128],
    terms: EqualShares,
) -> Option<(&'a Project, Offer)> {
    open.sort_by(|one, other| other.1.order(one.1));
    let mut best: Option<(&Project, Offer)> = None;
    let mut unpayable: BTreeSet<Id> = BTreeSet::new();
    for (project, known) in open.iter_mut() {
        if best.is_some_and(|(_, offer)| known.order(offer.votes) == Ordering::Less) {
            break;
        }
        let Some(offer) = offer(project, money) else {
            unpayable.insert(project.candidate.id);
            continue;
        };
        *known = offer.votes;
        let better = best.is_none_or(|(leader, leading)| {
            let (mine, leaders) =
                (terms.tie_break.key(&project.candidate), terms.tie_break.key(&leader.candidate));
            offer.votes.order(leading.votes).then(leaders.cmp(&mine)) == Ordering::Greater
        });
        if better {
            best = Some((project, offer));
        }
    }
    open.retain(|(project, _)| !unpayable.contains(&project.candidate.id));
    best
}

/// Splits the cost as equally as the supporters' money allows; `None` when it does not suffice.
fn offer(project: &Project, money: &[i128]) -> Option<Offer> {
    let purses = project.supporters.iter().filter_map(|&voter| money.get(voter));
    let mut purses: Vec<i128> = purses.copied().collect();
    purses.sort_unstable();
    let mut payers = i128::try_from(purses.len()).ok()?;
    let mut rest = project.cost;
    for purse in purses {
        if purse.saturating_mul(payers) >= rest {
            let votes = Fraction { over: project.cost.saturating_mul(payers), under: rest };
            return Some(Offer { votes, each: rest.saturating_add(payers - 1) / payers });
        }
        rest = rest.saturating_sub(purse);
        payers = payers.saturating_sub(1);
    }
    None
}

impl Fraction {
    /// Compares exactly by continued fractions, without the products that could overflow.
    fn order(self, other: Self) -> Ordering {
        let (mut one, mut two, mut flipped) = (self, other, false);
        loop {
            let whole = (one.over / one.under).cmp(&(two.over / two.under));
            let rests = (one.over % one.under, two.over % two.under);
            let order = match (whole, rests) {
                (Ordering::Equal, (0, 0)) => Ordering::Equal,
                (Ordering::Equal, (0, _)) => Ordering::Less,
                (Ordering::Equal, (_, 0)) => Ordering::Greater,
                (Ordering::Equal, (first, second)) => {
                    one = Self { over: one.under, under: first };
                    two = Self { over: two.under, under: second };
                    flipped = !flipped;
                    continue;
                }
                (decided, _) => decided,
            };
            return if flipped { order.reverse() } else { order };
        }
    }
}

fn explain(pass: &Pass, projects: &[Project], outcome: &mut Outcome) {
    let by_id: BTreeMap<Id, &Project> =
        projects.iter().map(|project| (project.candidate.id, project)).collect();
    for (option, offer) in &pass.taken {
        let Some(project) = by_id.get(option) else { continue };
        outcome.winners.push(*option);
        outcome.steps.push(Step::Paid {
            project: support(project),
            cost_minor: project.candidate.cost_minor,
            each_minor: minor((offer.each + PARTS - 1) / PARTS),
        });
    }
}

fn support(project: &Project) -> Count {
    let count = i64::try_from(project.supporters.len()).unwrap_or(i64::MAX);
    Count { option: project.candidate.id, count }
}

/// Puts the greedy result in place of `shares` when more voters have more of their projects in it.
fn compare<B: AsRef<[Selection]>>(
    ballots: &[B],
    projects: &[Project],
    terms: EqualShares,
    mut shares: Outcome,
) -> Outcome {
    let mut ranking: Vec<Standing> = projects
        .iter()
        .map(|project| Standing { candidate: project.candidate, count: support(project).count })
        .collect();
    ranking.sort_by_key(|standing| (Reverse(standing.count), listed(&standing.candidate)));
    let greedy = Greedy {
        budget_minor: terms.budget_minor,
        by: Measure::Ballots,
        threshold: 0,
        tie_break: Some(terms.tie_break),
    };
    let greedy = budget::decide(&ranking, greedy, NotFitting::Skip);
    let of_shares: BTreeSet<Id> = shares.winners.iter().copied().collect();
    let of_greedy: BTreeSet<Id> = greedy.winners.iter().copied().collect();
    let (mut prefer_shares, mut prefer_greedy) = (0i64, 0i64);
    for ballot in ballots.iter().map(AsRef::as_ref) {
        let named: BTreeSet<Id> =
            ballot.iter().filter(|line| line.value > 0).map(|line| line.option).collect();
        match named.intersection(&of_shares).count().cmp(&named.intersection(&of_greedy).count()) {
            Ordering::Greater => prefer_shares = prefer_shares.saturating_add(1),
            Ordering::Less => prefer_greedy = prefer_greedy.saturating_add(1),
            Ordering::Equal => {}
        }
    }
    shares.steps.push(Step::Compared { prefer_shares, prefer_greedy });
    if prefer_greedy > prefer_shares {
        shares.winners = greedy.winners;
        shares.steps.extend(greedy.steps);
    }
    shares
}

fn minor(amount: i128) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}
