//! The highest counts win.

use super::{Outcome, Settled, Standing, Step, TieBreak, counted, ids};

/// Fills `seats` from the top of `ranking`, which is sorted by count.
pub(super) fn decide(ranking: &[Standing], seats: u32, tie_break: Option<TieBreak>) -> Outcome {
    let mut outcome = Outcome { steps: vec![counted(ranking)], ..Outcome::default() };
    let mut free = usize::try_from(seats).unwrap_or(usize::MAX);
    for group in ranking.chunk_by(|one, other| one.count == other.count) {
        let supported = group.first().is_some_and(|standing| standing.count > 0);
        if free == 0 || !supported {
            break;
        }
        let mut group = group.to_vec();
        if group.len() > free {
            let Some(tie_break) = tie_break else {
                outcome.steps.push(Step::Tied { options: ids(&group) });
                outcome.ties.push(ids(&group));
                break;
            };
            settle(&mut group, tie_break, &mut outcome);
        }
        for standing in group.iter().take(free) {
            outcome.winners.push(standing.candidate.id);
            outcome.steps.push(Step::Elected { winner: standing.pair(), of: None });
        }
        free = free.saturating_sub(group.len());
    }
    if outcome.winners.is_empty() && outcome.ties.is_empty() && seats > 0 {
        outcome.steps.push(Step::NoSupport);
    }
    outcome
}

/// Puts a level group in the order that was stated, and says so.
pub(super) fn settle(group: &mut [Standing], tie_break: TieBreak, outcome: &mut Outcome) {
    let options = ids(group);
    group.sort_by_key(|standing| tie_break.key(&standing.candidate));
    if let Some(first) = group.first() {
        outcome.steps.push(Step::TieSettled { options, option: first.candidate.id, by: Settled::TieBreak });
    }
}
