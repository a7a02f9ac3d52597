//! A stretch of time in parts, for figures: days, weeks or months of somebody's calendar. Whoever asks says where
//! each part begins, so that core needs no calendar of its own for it.

use crate::time::{MINUTE_MS, Timestamp};

/// Every zone's offset from UTC is a multiple of this, in ms: what is counted by it can be put into any zone's days.
pub const STEP_MS: i64 = 15 * MINUTE_MS;

/// A stretch of time in parts that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    starts: Vec<Timestamp>,
    until: Timestamp,
}

impl Span {
    /// Parts that begin at `starts`, in order; the last ends before `until`.
    #[must_use]
    pub fn new(mut starts: Vec<Timestamp>, until: Timestamp) -> Self {
        starts.retain(|start| *start < until);
        starts.sort_unstable();
        starts.dedup();
        Self { starts, until }
    }

    /// When each part begins.
    #[must_use]
    pub fn starts(&self) -> &[Timestamp] {
        &self.starts
    }

    /// When it begins; its end when it has no parts.
    #[must_use]
    pub fn from(&self) -> Timestamp {
        self.starts.first().copied().unwrap_or(self.until)
    }

    /// When it ends: the first moment after it.
    #[must_use]
    pub const fn until(&self) -> Timestamp {
        self.until
    }

    /// The part that a moment lies in; none outside.
    #[must_use]
    pub fn part(&self, at: Timestamp) -> Option<usize> {
        let after = self.starts.partition_point(|start| *start <= at);
        after.checked_sub(1).filter(|_| at < self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::Span;
    use crate::time::Timestamp;

    #[test]
    fn a_moment_lies_in_one_part_or_in_none() {
        let span = Span::new([20, 10, 20, 99].map(Timestamp).into(), Timestamp(30));
        assert_eq!(span.starts(), [10, 20].map(Timestamp));
        assert_eq!((span.from(), span.until()), (Timestamp(10), Timestamp(30)));
        for (at, part) in [(9, None), (10, Some(0)), (19, Some(0)), (20, Some(1)), (29, Some(1)), (30, None)]
        {
            assert_eq!(span.part(Timestamp(at)), part, "{at}");
        }
        let none = Span::new(Vec::new(), Timestamp(30));
        assert_eq!((none.from(), none.part(Timestamp(10))), (Timestamp(30), None));
    }
}
