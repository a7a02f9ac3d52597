//! Publishing a result: decided by the server alone, once no vote can come any more.

use super::count::OptionCount;
use super::method::{Candidate, Selection};
use super::model::{Ballot, OptionTally, Poll, PollOption, PollResult, PollTally, Status};
use super::outcome::{Outcome, OutcomeRule, decide, quorum_needed};
use super::{secret, tally};
use crate::call::Stop;
use crate::id::Id;
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Decides the poll, stores its result and shows the counts to the whole community.
pub(super) fn settle_publish(tx: &mut Tx<'_>, poll: Id, now: Timestamp) -> Result<(), Stop> {
    let poll: Poll = tx.get(poll)?.ok_or(Code::NotFound)?;
    if now < poll.final_at() {
        return Err(Refusal::new(Code::InvalidState).with("until", Param::Time(poll.final_at())).into());
    }
    let of_poll = [Value::from(poll.id)];
    if poll.secret {
        secret::count(tx, &poll, now)?;
    }
    let options = tx.select::<PollOption>("poll = ? ORDER BY position, id", &of_poll)?;
    let tallies = tx.select::<OptionTally>("poll = ? ORDER BY id", &of_poll)?;
    let counted: Option<PollTally> = tx.get(poll.id)?;
    let cast_count = counted.as_ref().map_or(0, |counted| counted.cast_count);
    let electorate = match &counted {
        Some(counted) if !poll.later_joiners => counted.electorate,
        _ => tally::electorate(tx, &poll, now)?,
    };
    let quorum_needed = quorum_needed(poll.quorum_pct, electorate);
    let outcome = outcome(tx, &poll, &options, &tallies)?;
    let poll = Poll { status: Status::Published, ..poll };
    tx.put(&poll)?;
    tx.put(&PollResult {
        id: poll.id,
        outcome,
        quorum_needed,
        quorum_met: quorum_needed <= cast_count,
        cast_count,
        electorate,
        published_at: now,
        resolution: None,
    })?;
    // Written again so that they come into the scope of the published result.
    if let Some(counted) = counted {
        tx.put(&PollTally { electorate, ..counted })?;
    }
    for tally in &tallies {
        tx.put(tally)?;
    }
    Ok(())
}

fn outcome(
    tx: &mut Tx<'_>,
    poll: &Poll,
    options: &[PollOption],
    tallies: &[OptionTally],
) -> Result<Outcome, Fault> {
    let candidates: Vec<Candidate> = options.iter().map(PollOption::candidate).collect();
    let counts: Vec<OptionCount> = tallies
        .iter()
        .map(|tally| OptionCount { option: tally.id, ballots: tally.ballots, score: tally.score })
        .collect();
    let ballots: Vec<Vec<Selection>> = match poll.outcome {
        OutcomeRule::InstantRunoff { .. } | OutcomeRule::EqualShares(_) if poll.secret => {
            secret::ballots(tx, poll.id)?
        }
        OutcomeRule::InstantRunoff { .. } | OutcomeRule::EqualShares(_) => {
            let clause = "poll = ? AND withdrawn = 0 ORDER BY id";
            let ballots = tx.select::<Ballot>(clause, &[Value::from(poll.id)])?;
            ballots.into_iter().map(|ballot| ballot.selections).collect()
        }
        _ => Vec::new(),
    };
    Ok(decide(&poll.outcome, &candidates, &counts, &ballots))
}
