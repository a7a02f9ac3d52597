//! Figures of a community's polls: how many ended, how many people voted, and the turnout of each. They read the
//! same cards as the lists do, so that a count which is hidden there is hidden here.

use serde::Serialize;

use super::model::Phase;
use super::view::{PollCard, polls};
use crate::access::Viewer;
use crate::id::Id;
use crate::span::Span;
use crate::store::{Fault, Tx};
use crate::time::Timestamp;

/// The polls that ended in one part of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct VotesFigures {
    /// When the part begins.
    pub from: Timestamp,
    /// Polls that ended in it.
    pub polls: i64,
    /// Ballots that were cast in them, blank ones included.
    pub cast: i64,
    /// Ballots that could have been cast in them.
    pub electorate: i64,
}

/// How many voted in one poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turnout {
    /// The poll.
    pub poll: Id,
    /// The question.
    pub title: String,
    /// When it ended.
    pub closes_at: Timestamp,
    /// Ballots that were cast.
    pub cast: i64,
    /// How many could vote.
    pub electorate: i64,
}

impl Turnout {
    /// Thousandths of those who could vote, rounded down; 0 when nobody could.
    #[must_use]
    pub fn permille(&self) -> i64 {
        permille(self.cast, self.electorate)
    }
}

/// Thousandths that a part is of a whole, rounded down, at most 1,000; 0 of nothing.
#[must_use]
pub fn permille(part: i64, whole: i64) -> i64 {
    if whole <= 0 { 0 } else { part.max(0).saturating_mul(1_000) / whole }.min(1_000)
}

/// The polls that ended within a span, by part, and each with its turnout, the latest first. Polls that were
/// called off count for nothing.
///
/// # Errors
/// The store's fault.
pub fn votes(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    span: &Span,
) -> Result<(Vec<VotesFigures>, Vec<Turnout>), Fault> {
    let empty = |from: &Timestamp| VotesFigures { from: *from, polls: 0, cast: 0, electorate: 0 };
    let mut figures: Vec<VotesFigures> = span.starts().iter().map(empty).collect();
    let mut turnouts = Vec::new();
    for card in polls(tx, viewer, community, None)? {
        let Some(part) = span.part(card.closes_at).filter(|_| is_over(&card)) else { continue };
        let (cast, electorate) = card.tally.map_or((0, 0), |tally| (tally.cast, tally.electorate));
        if let Some(figures) = figures.get_mut(part) {
            figures.polls = figures.polls.saturating_add(1);
            figures.cast = figures.cast.saturating_add(cast);
            figures.electorate = figures.electorate.saturating_add(electorate);
        }
        turnouts.push(Turnout {
            poll: card.id,
            title: card.title,
            closes_at: card.closes_at,
            cast,
            electorate,
        });
    }
    turnouts.sort_by_key(|turnout| (std::cmp::Reverse(turnout.closes_at), turnout.poll));
    Ok((figures, turnouts))
}

const fn is_over(card: &PollCard) -> bool {
    matches!(card.phase, Phase::Closed | Phase::ResultPublished)
}
