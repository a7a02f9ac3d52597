//! What follows a tie: a run-off between the tied options, or all of them adopted. The owner of the poll decides;
//! nothing is drawn by lot.

use super::method::{BudgetRule, Method};
use super::model::{Poll, PollOption, PollResult, Resolution, Status};
use super::outcome::{EqualShares, Greedy, Measure, OutcomeRule};
use super::setup::{self, OptionTerms};
use crate::call::Stop;
use crate::check::Check;
use crate::id::Id;
use crate::refusal::Code;
use crate::store::{Tx, Value};
use crate::time::Timestamp;

/// The poll that is to decide.
pub(super) struct Next {
    pub(super) id: Id,
    pub(super) opens_at: Timestamp,
    pub(super) closes_at: Timestamp,
    pub(super) author: Option<Id>,
}

/// The result with its tie, if the poll's owner can still decide what follows from it.
pub(super) fn tie(tx: &mut Tx<'_>, poll: &Poll) -> Result<PollResult, Stop> {
    let result: Option<PollResult> = tx.get(poll.id)?;
    let open = |result: &PollResult| !result.outcome.ties.is_empty() && result.resolution.is_none();
    result
        .filter(|result| poll.status == Status::Published && open(result))
        .ok_or_else(|| Code::InvalidState.into())
}

/// Announces a poll between the tied options. It counts as the tied one does, for what is still to be had.
pub(super) fn open(tx: &mut Tx<'_>, poll: &Poll, next: Next, now: Timestamp) -> Result<(), Stop> {
    let result = tie(tx, poll)?;
    Check::new().that(next.closes_at > now, "closes_at", "out_of_range").done()?;
    let options = tx.select::<PollOption>("poll = ? ORDER BY position, id", &[Value::from(poll.id)])?;
    let spent: i64 = options
        .iter()
        .filter(|option| result.outcome.winners.contains(&option.id))
        .fold(0, |sum, option| sum.saturating_add(option.cost_minor));
    let tied: Vec<OptionTerms> = options
        .iter()
        .filter(|option| result.outcome.ties.iter().flatten().any(|tied| *tied == option.id))
        .map(|option| OptionTerms {
            option: Id::of("run-off option", &[next.id, option.id]),
            item: option.item,
            title: option.title.clone(),
            cost_minor: option.cost_minor,
        })
        .collect();
    let (method, outcome) = rules(poll, result.outcome.winners.len(), tied.len(), spent);
    let runoff = Poll {
        id: next.id,
        status: Status::Scheduled,
        frozen: false,
        method,
        outcome,
        grace_ms: 0,
        opens_at: next.opens_at,
        closes_at: next.closes_at,
        runoff_of: Some(poll.id),
        author: next.author,
        created_at: now,
        ..poll.clone()
    };
    setup::check(&runoff, &tied)?;
    if !tx.insert(&runoff)? {
        return Err(Code::AlreadyExists.into());
    }
    setup::write_options(tx, &runoff, &tied)
}

/// Notes what became of the tie.
pub(super) fn settle(tx: &mut Tx<'_>, poll: Id, resolution: Resolution) -> Result<(), Stop> {
    let result: PollResult = tx.get(poll)?.ok_or(Code::NotFound)?;
    Ok(tx.put(&PollResult { resolution: Some(resolution), ..result })?)
}

/// How the run-off is voted on and decided: places or money that are left, among the tied.
fn rules(poll: &Poll, winners: usize, tied: usize, spent: i64) -> (Method, OutcomeRule) {
    let tied = u32::try_from(tied).unwrap_or(u32::MAX);
    let left = |budget_minor: i64| budget_minor.saturating_sub(spent).max(1);
    let plain = |seats: u32| OutcomeRule::Plurality { by: Measure::Ballots, seats, tie_break: None };
    let greedy = |budget_minor: i64| {
        let budget_minor = left(budget_minor);
        let method = match &poll.method {
            Method::Budget { .. } => {
                Method::Budget { budget_minor, rule: BudgetRule::AtLeast { projects: 1 } }
            }
            _ => Method::Approval { min: 1, max: tied },
        };
        let terms = Greedy { budget_minor, by: Measure::Ballots, threshold: 0, tie_break: None };
        (method, OutcomeRule::GreedyByVotes(terms))
    };
    match poll.outcome {
        OutcomeRule::InstantRunoff { .. } => (Method::Single, plain(1)),
        OutcomeRule::Plurality { seats, .. } => {
            let seats = seats.saturating_sub(u32::try_from(winners).unwrap_or(u32::MAX)).max(1);
            let method = if seats == 1 { Method::Single } else { Method::Approval { min: 1, max: seats } };
            (method, plain(seats))
        }
        OutcomeRule::GreedyByVotes(Greedy { budget_minor, .. })
        | OutcomeRule::GreedyNoSkip(Greedy { budget_minor, .. })
        | OutcomeRule::EqualShares(EqualShares { budget_minor, .. }) => greedy(budget_minor),
    }
}
