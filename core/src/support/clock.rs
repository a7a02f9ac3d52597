//! The three clocks of a ticket: first answer, next answer, solution. They run in opening hours only.
//!
//! A clock that stands keeps what it has used; one that is restarted begins with nothing used, so what
//! was late before a ticket was reopened never makes it late at once.

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::time::{HOUR_MS, Timestamp};

/// How long each may take, in ms of opening hours; `None` where the hub promises nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// From the question to the first answer.
    pub first_answer_ms: Option<i64>,
    /// From each further word of the customer to the next answer.
    pub next_answer_ms: Option<i64>,
    /// From the question, or its being reopened, to the solution.
    pub solution_ms: Option<i64>,
}

impl Default for Promise {
    /// 4, 8 and 40 opening hours: half a day, a day and a week of an office.
    fn default() -> Self {
        let hours = |count: i64| Some(count.saturating_mul(HOUR_MS));
        Self { first_answer_ms: hours(4), next_answer_ms: hours(8), solution_ms: hours(40) }
    }
}

/// One clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Opening hours used up to `running_since`, in ms.
    pub used_ms: i64,
    /// Since when it runs; absent while it stands.
    pub running_since: Option<Timestamp>,
}

impl Clock {
    /// Begins anew at `at`, with nothing used.
    #[must_use]
    pub const fn restarted(at: Timestamp) -> Self {
        Self { used_ms: 0, running_since: Some(at) }
    }

    /// Goes on at `at` with what it has used. One that runs already just runs on.
    #[must_use]
    pub fn resumed(self, at: Timestamp) -> Self {
        Self { running_since: self.running_since.or(Some(at)), ..self }
    }

    /// Stands from `at` on.
    #[must_use]
    pub fn stopped(self, at: Timestamp, calendar: &Calendar) -> Self {
        Self { used_ms: self.used_at(at, calendar), running_since: None }
    }

    /// Opening hours used up to `at`, in ms.
    #[must_use]
    pub fn used_at(&self, at: Timestamp, calendar: &Calendar) -> i64 {
        let more = self.running_since.map_or(0, |since| calendar.open_ms_between(since, at));
        self.used_ms.saturating_add(more)
    }

    /// When `promise_ms` are used up; `None` while the clock stands, where nothing is promised, or when the
    /// hub has no such hours. A promise that was used up before is due at once when the clock goes on.
    #[must_use]
    pub fn due_at(&self, promise_ms: Option<i64>, calendar: &Calendar) -> Option<Timestamp> {
        let since = self.running_since?;
        let left = promise_ms?.saturating_sub(self.used_ms);
        if left <= 0 { Some(since) } else { calendar.after_open_ms(since, left) }
    }
}

/// The clocks of one ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// To the first answer; never runs again after it.
    pub first_answer: Clock,
    /// To the next answer, while the customer waits for one.
    pub next_answer: Clock,
    /// To the solution.
    pub solution: Clock,
}

/// Which clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// To the first answer.
    FirstAnswer,
    /// To the next answer.
    NextAnswer,
    /// To the solution.
    Solution,
}

impl Clocks {
    /// The clocks of a ticket that was written at `at`.
    #[must_use]
    pub const fn start(at: Timestamp) -> Self {
        let stands = Clock { used_ms: 0, running_since: None };
        let runs = Clock::restarted(at);
        Self { first_answer: runs, next_answer: stands, solution: runs }
    }

    /// All stand from `at` on.
    #[must_use]
    pub fn stopped(self, at: Timestamp, calendar: &Calendar) -> Self {
        Self {
            first_answer: self.first_answer.stopped(at, calendar),
            next_answer: self.next_answer.stopped(at, calendar),
            solution: self.solution.stopped(at, calendar),
        }
    }

    /// When each that runs will be late, in order of the clocks.
    #[must_use]
    pub fn due(&self, promise: &Promise, calendar: &Calendar) -> Vec<(Which, Timestamp)> {
        let all = [
            (Which::FirstAnswer, self.first_answer, promise.first_answer_ms),
            (Which::NextAnswer, self.next_answer, promise.next_answer_ms),
            (Which::Solution, self.solution, promise.solution_ms),
        ];
        let due = all.into_iter().filter_map(|(which, clock, promise_ms)| {
            clock.due_at(promise_ms, calendar).map(|due| (which, due))
        });
        due.collect()
    }

    /// The clocks that are late at `now`.
    #[must_use]
    pub fn late(&self, promise: &Promise, calendar: &Calendar, now: Timestamp) -> Vec<Which> {
        let due = self.due(promise, calendar).into_iter();
        due.filter(|(_, due)| *due <= now).map(|(which, _)| which).collect()
    }
}
