//! Instant-runoff voting, round by round.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Candidate, Count, Outcome, Settled, Step, TieBreak, listed};
use crate::id::Id;
use crate::voting::method::Selection;

/// Ballots as preference lists, equal ones together, with how many there are of each.
type Preferences = BTreeMap<Vec<Id>, i64>;

/// The votes of one round.
struct Round {
    votes: BTreeMap<Id, i64>,
    exhausted: i64,
}

/// Runs the rounds until one option has more than half of the continuing ballots, or a tie remains.
pub(super) fn decide<B: AsRef<[Selection]>>(
    candidates: &[Candidate],
    ballots: &[B],
    tie_break: Option<TieBreak>,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut remaining: BTreeMap<Id, Candidate> = candidates.iter().map(|one| (one.id, *one)).collect();
    let preferences = preferences(ballots);
    let mut earlier: Vec<BTreeMap<Id, i64>> = Vec::new();
    for number in 1u32.. {
        let round = count(&preferences, &remaining);
        let continuing: i64 = round.votes.values().sum();
        let counts = sorted(&round.votes, &remaining);
        outcome.steps.push(Step::Round { round: number, counts: counts.clone(), exhausted: round.exhausted });
        let Some(&first) = counts.first().filter(|_| continuing > 0) else {
            outcome.steps.push(Step::NoSupport);
            break;
        };
        if first.count.saturating_mul(2) > continuing {
            elect(first, continuing, &mut outcome);
            break;
        }
        if counts.iter().all(|other| other.count == first.count) {
            finish_level(&counts, continuing, &remaining, tie_break, &mut outcome);
            break;
        }
        let Some(loser) = weakest(&counts, &remaining, &earlier, &mut outcome) else { break };
        remaining.remove(&loser);
        let after = count(&preferences, &remaining);
        outcome.steps.push(eliminated(number, loser, &round, &after));
        earlier.push(round.votes);
    }
    outcome
}

fn preferences<B: AsRef<[Selection]>>(ballots: &[B]) -> Preferences {
    let mut preferences = Preferences::new();
    for ballot in ballots.iter().map(AsRef::as_ref).filter(|ballot| !ballot.is_empty()) {
        let mut lines: Vec<Selection> = ballot.to_vec();
        lines.sort_by_key(|line| line.value);
        let list = lines.into_iter().map(|line| line.option).collect();
        let number = preferences.entry(list).or_default();
        *number = number.saturating_add(1);
    }
    preferences
}

fn count(preferences: &Preferences, remaining: &BTreeMap<Id, Candidate>) -> Round {
    let mut round = Round { votes: remaining.keys().map(|&id| (id, 0)).collect(), exhausted: 0 };
    for (list, number) in preferences {
        let choice = list.iter().find(|id| remaining.contains_key(id));
        let slot = match choice.and_then(|id| round.votes.get_mut(id)) {
            Some(votes) => votes,
            None => &mut round.exhausted,
        };
        *slot = slot.saturating_add(*number);
    }
    round
}

fn sorted(votes: &BTreeMap<Id, i64>, remaining: &BTreeMap<Id, Candidate>) -> Vec<Count> {
    let mut counts: Vec<Count> = votes.iter().map(|(&option, &count)| Count { option, count }).collect();
    counts.sort_by_key(|count| (Reverse(count.count), remaining.get(&count.option).map(listed)));
    counts
}

fn elect(winner: Count, continuing: i64, outcome: &mut Outcome) {
    outcome.winners.push(winner.option);
    outcome.steps.push(Step::Elected { winner, of: Some(continuing) });
}

/// All that remain are level: the stated rule decides, or nobody does.
fn finish_level(
    counts: &[Count],
    continuing: i64,
    remaining: &BTreeMap<Id, Candidate>,
    tie_break: Option<TieBreak>,
    outcome: &mut Outcome,
) {
    let options: Vec<Id> = counts.iter().map(|count| count.option).collect();
    let first = tie_break.and_then(|tie_break| {
        counts.iter().min_by_key(|count| remaining.get(&count.option).map(|one| tie_break.key(one)))
    });
    if let Some(&winner) = first {
        let option = winner.option;
        outcome.steps.push(Step::TieSettled { options, option, by: Settled::TieBreak });
        elect(winner, continuing, outcome);
    } else {
        outcome.steps.push(Step::Tied { options: options.clone() });
        outcome.ties.push(options);
    }
}

/// The option that goes: the fewest ballots now; then the fewest in the latest earlier round that tells
/// them apart; then the last of the list.
fn weakest(
    counts: &[Count],
    remaining: &BTreeMap<Id, Candidate>,
    earlier: &[BTreeMap<Id, i64>],
    outcome: &mut Outcome,
) -> Option<Id> {
    let fewest = counts.iter().map(|count| count.count).min()?;
    let level = counts.iter().filter(|count| count.count == fewest);
    let options: Vec<Id> = level.map(|count| count.option).collect();
    let mut left: BTreeSet<Id> = options.iter().copied().collect();
    for votes in earlier.iter().rev() {
        let fewest = left.iter().filter_map(|id| votes.get(id)).min().copied();
        left.retain(|id| votes.get(id).copied() == fewest);
    }
    let loser = left.iter().copied().max_by_key(|id| remaining.get(id).map(listed))?;
    if options.len() > 1 {
        let by = if left.len() == 1 { Settled::EarlierRound } else { Settled::Position };
        outcome.steps.push(Step::TieSettled { options, option: loser, by });
    }
    Some(loser)
}

fn eliminated(round: u32, option: Id, before: &Round, after: &Round) -> Step {
    let gained = |(id, votes): (&Id, &i64)| {
        let count = votes.saturating_sub(before.votes.get(id).copied().unwrap_or(0));
        (count > 0).then_some(Count { option: *id, count })
    };
    Step::Eliminated {
        round,
        option,
        transfers: after.votes.iter().filter_map(gained).collect(),
        exhausted: after.exhausted.saturating_sub(before.exhausted),
    }
}
