//! Projects in order of support, as far as the money goes.

use super::plurality::settle;
use super::{Greedy, Outcome, Standing, Step, counted, ids};

/// What happens at a project that costs more than is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotFitting {
    /// It is passed over.
    Skip,
    /// The decision ends.
    Stop,
}

/// Spends the budget from the top of `ranking`, which is sorted by count.
pub(super) fn decide(ranking: &[Standing], terms: Greedy, not_fitting: NotFitting) -> Outcome {
    let mut outcome = Outcome { steps: vec![counted(ranking)], ..Outcome::default() };
    let mut left = terms.budget_minor.max(0);
    let threshold = terms.threshold.max(1);
    for group in ranking.chunk_by(|one, other| one.count == other.count) {
        if group.first().is_some_and(|standing| standing.count < threshold) {
            let below = |standing: &Standing| Step::BelowThreshold { project: standing.pair(), threshold };
            outcome.steps.extend(group.iter().map(below));
            continue;
        }
        let mut group = group.to_vec();
        if is_contested(&group, left, not_fitting) {
            let Some(tie_break) = terms.tie_break else {
                outcome.steps.push(Step::Tied { options: ids(&group) });
                outcome.ties.push(ids(&group));
                return outcome;
            };
            settle(&mut group, tie_break, &mut outcome);
        }
        if !take(&group, &mut left, not_fitting, &mut outcome) {
            return outcome;
        }
    }
    outcome
}

fn cost(standing: &Standing) -> i64 {
    standing.candidate.cost_minor.max(0)
}

/// Whether it matters in which order a level group is taken.
fn is_contested(group: &[Standing], left: i64, not_fitting: NotFitting) -> bool {
    let in_reach: Vec<i64> = group.iter().map(cost).filter(|&cost| cost <= left).collect();
    let too_dear = in_reach.iter().copied().map(i128::from).sum::<i128>() > i128::from(left);
    match not_fitting {
        NotFitting::Skip => too_dear,
        NotFitting::Stop => !in_reach.is_empty() && (too_dear || in_reach.len() < group.len()),
    }
}

/// Takes what fits; false when the rule ends here.
fn take(group: &[Standing], left: &mut i64, not_fitting: NotFitting, outcome: &mut Outcome) -> bool {
    for standing in group {
        let (project, cost_minor) = (standing.pair(), cost(standing));
        if cost_minor <= *left {
            *left = left.saturating_sub(cost_minor);
            outcome.winners.push(project.option);
            outcome.steps.push(Step::Taken { project, cost_minor, left_minor: *left });
        } else if not_fitting == NotFitting::Skip {
            outcome.steps.push(Step::DoesNotFit { project, cost_minor, left_minor: *left });
        } else {
            outcome.steps.push(Step::Stopped { project, cost_minor, left_minor: *left });
            return false;
        }
    }
    true
}
