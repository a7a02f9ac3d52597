//! The running count of a poll: what a ballot adds when it is cast, changed or withdrawn.
//!
//! A count is a sum, so it never needs a recount: a change is the new ballot minus the old one, and
//! the order in which ballots arrive does not matter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::method::{Method, Selection};
use crate::id::Id;

/// What one option has so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionCount {
    /// The option.
    pub option: Id,
    /// Ballots that name it, also with no dot or score 0.
    pub ballots: i64,
    /// Sum of its points; see [`worth`].
    pub score: i64,
}

/// What a change of one ballot does to the count. Also used as a whole count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// By option: ballots, score. Options that do not change are absent.
    pub options: BTreeMap<Id, (i64, i64)>,
    /// Ballots cast, blank ones included: what the quorum counts.
    pub cast: i64,
    /// Blank ballots.
    pub blank: i64,
}

/// The points a selection gives to its option on a ballot of `length` lines: the dots, the score, 1 for
/// a mark. A rank gives 1 to the last option named, one more to each above it (Borda's count over the
/// options named), so that more is better under every method.
#[must_use]
pub fn worth(method: &Method, length: usize, selection: &Selection) -> i64 {
    match method {
        Method::Ranked { .. } => {
            let length = i64::try_from(length).unwrap_or(i64::MAX);
            length.saturating_add(1).saturating_sub(selection.value)
        }
        _ => selection.value,
    }
}

/// The change of the count when a voter's ballot goes from `old` to `new`; `None` means no ballot.
#[must_use]
pub fn delta(method: &Method, old: Option<&[Selection]>, new: Option<&[Selection]>) -> Delta {
    let mut delta = Delta::default();
    if let Some(old) = old {
        delta.ballot(method, old, -1);
    }
    if let Some(new) = new {
        delta.ballot(method, new, 1);
    }
    delta.options.retain(|_, change| *change != (0, 0));
    delta
}

/// The full count of `ballots`.
pub fn tally<'a>(method: &Method, ballots: impl IntoIterator<Item = &'a [Selection]>) -> Delta {
    let mut count = Delta::default();
    for ballot in ballots {
        count.ballot(method, ballot, 1);
    }
    count
}

impl Delta {
    /// Adds another change to this one.
    pub fn add(&mut self, other: &Self) {
        for (option, (ballots, score)) in &other.options {
            self.option(*option, *ballots, *score);
        }
        self.cast = self.cast.saturating_add(other.cast);
        self.blank = self.blank.saturating_add(other.blank);
    }

    /// The counts by option, in order of id.
    #[must_use]
    pub fn counts(&self) -> Vec<OptionCount> {
        let counts = self.options.iter();
        counts.map(|(&option, &(ballots, score))| OptionCount { option, ballots, score }).collect()
    }

    fn ballot(&mut self, method: &Method, selections: &[Selection], sign: i64) {
        self.cast = self.cast.saturating_add(sign);
        if selections.is_empty() {
            self.blank = self.blank.saturating_add(sign);
        }
        for selection in selections {
            let score = worth(method, selections.len(), selection).saturating_mul(sign);
            self.option(selection.option, sign, score);
        }
    }

    fn option(&mut self, option: Id, ballots: i64, score: i64) {
        let slot = self.options.entry(option).or_default();
        slot.0 = slot.0.saturating_add(ballots);
        slot.1 = slot.1.saturating_add(score);
    }
}
