//! A hub's calendar: which days are business days, when the hub is open, and where its midnight lies.
//!
//! Deadlines in business days and clocks in opening hours are counted with it. It is plain data: no time
//! zone database stands behind it. Offsets from UTC come as a list of changes, so summer time is known as
//! far as the list says.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

/// How many days are searched for a business day or opening hours. A hub that is closed for longer has no
/// calendar to go by.
pub const SEARCH_DAYS_MAX: i64 = 400;
/// The longest span that is measured in opening hours, in days: ten years.
pub const SPAN_DAYS_MAX: i64 = 3_660;
/// The last minute of a day, as an end: midnight.
pub const MINUTES_PER_DAY: i64 = 24 * 60;
const DAYS_PER_WEEK: i64 = 7;

/// A day of the hub's wall calendar: days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i64);

/// A day of the week (ISO 8601), Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Day {
    /// Its day of the week.
    #[must_use]
    pub const fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        match self.0.rem_euclid(DAYS_PER_WEEK) {
            0 => Weekday::Thursday,
            1 => Weekday::Friday,
            2 => Weekday::Saturday,
            3 => Weekday::Sunday,
            4 => Weekday::Monday,
            5 => Weekday::Tuesday,
            _ => Weekday::Wednesday,
        }
    }

    /// The day after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// Opening hours of one day, in minutes since the hub's midnight: from `from` up to, not including, `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Opening {
    /// 0 to 1,439.
    pub from_min: i64,
    /// Above `from_min`, at most [`MINUTES_PER_DAY`].
    pub to_min: i64,
}

/// A hub's calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Minutes east of UTC, by the time from which they hold. Before the first, the first holds.
    #[serde(with = "pairs")]
    pub offsets: BTreeMap<Timestamp, i32>,
    /// Days of the week that are no business days.
    pub weekend: BTreeSet<Weekday>,
    /// Days of the year that are no business days; the hub is closed.
    pub holidays: BTreeSet<Day>,
    /// When the hub is open; a day of the week that is missing is closed. Spans don't overlap.
    pub hours: BTreeMap<Weekday, Vec<Opening>>,
}

/// A map as a list of pairs: JSON has no numbers as keys.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::time::Timestamp;

    pub(super) fn serialize<S: Serializer>(
        offsets: &BTreeMap<Timestamp, i32>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        offsets.iter().collect::<Vec<_>>().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Timestamp, i32>, D::Error> {
        Ok(Vec::<(Timestamp, i32)>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// Why a calendar can't be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// An offset beyond 18 hours, which no place has.
    #[error("offset_out_of_range")]
    OffsetOutOfRange,
    /// Opening hours that end before they begin, leave the day, overlap or are out of order.
    #[error("hours_out_of_order")]
    HoursOutOfOrder,
    /// Every day of the week is a day off.
    #[error("no_business_day")]
    NoBusinessDay,
}

/// Minutes of the furthest offset that is believed.
const OFFSET_MIN_MAX: i32 = 18 * 60;
const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

impl Default for Calendar {
    /// UTC, Saturday and Sunday off, open on business days from 9 to 17.
    fn default() -> Self {
        let weekend = BTreeSet::from([Weekday::Saturday, Weekday::Sunday]);
        let office = Opening { from_min: 9 * 60, to_min: 17 * 60 };
        let open = WEEK.into_iter().filter(|day| !weekend.contains(day));
        let hours = open.map(|day| (day, vec![office])).collect();
        Self { offsets: BTreeMap::new(), weekend, holidays: BTreeSet::new(), hours }
    }
}

impl Calendar {
    /// Whether the calendar can be counted with.
    ///
    /// # Errors
    /// The first [`CalendarFault`] found.
    pub fn check(&self) -> Result<(), CalendarFault> {
        let near = -OFFSET_MIN_MAX..=OFFSET_MIN_MAX;
        if self.offsets.values().any(|offset| !near.contains(offset)) {
            return Err(CalendarFault::OffsetOutOfRange);
        }
        if WEEK.iter().all(|day| self.weekend.contains(day)) {
            return Err(CalendarFault::NoBusinessDay);
        }
        for openings in self.hours.values() {
            let mut free_from = 0;
            for opening in openings {
                let fits = opening.from_min >= free_from && opening.from_min < opening.to_min;
                if !fits || opening.to_min > MINUTES_PER_DAY {
                    return Err(CalendarFault::HoursOutOfOrder);
                }
                free_from = opening.to_min;
            }
        }
        Ok(())
    }

    /// Minutes east of UTC at `at`.
    #[must_use]
    pub fn offset_at(&self, at: Timestamp) -> i32 {
        let before = self.offsets.range(..=at).next_back();
        before.or_else(|| self.offsets.first_key_value()).map_or(0, |(_, offset)| *offset)
    }

    /// The day on the hub's wall at `at`.
    #[must_use]
    pub fn day_of(&self, at: Timestamp) -> Day {
        let local = at.plus(i64::from(self.offset_at(at)).saturating_mul(MINUTE_MS));
        Day(local.0.div_euclid(DAY_MS))
    }

    /// When the hub's wall clock shows `minute` minutes after midnight of `day`. A time that the clock
    /// jumps over counts as if it had not jumped; one that comes twice is the later one.
    #[must_use]
    pub fn at(&self, day: Day, minute: i64) -> Timestamp {
        let wall = Timestamp(day.0.saturating_mul(DAY_MS)).plus(minute.saturating_mul(MINUTE_MS));
        let guess = self.to_utc(wall, wall);
        self.to_utc(wall, guess)
    }

    fn to_utc(&self, wall: Timestamp, near: Timestamp) -> Timestamp {
        wall.plus(i64::from(self.offset_at(near)).saturating_mul(-MINUTE_MS))
    }

    /// Whether `day` is neither a day off nor a holiday.
    #[must_use]
    pub fn is_business_day(&self, day: Day) -> bool {
        !self.weekend.contains(&day.weekday()) && !self.holidays.contains(&day)
    }

    /// The end of the `count`-th business day after the day of `from`: what happens before it is in time.
    /// The day of `from` itself does not count (as in Regulation (EEC) 1182/71, article 3). Where
    /// [`SEARCH_DAYS_MAX`] days hold too few business days, the end of those days.
    #[must_use]
    pub fn after_business_days(&self, from: Timestamp, count: u32) -> Timestamp {
        let mut day = self.day_of(from);
        let mut missing = count;
        for _ in 0..SEARCH_DAYS_MAX {
            if missing == 0 {
                break;
            }
            day = day.next();
            missing = missing.saturating_sub(u32::from(self.is_business_day(day)));
        }
        self.at(day.next(), 0)
    }

    /// When the hub has been open for `open_ms` since `from`, not counting the hours it was closed; `None`
    /// when that is further off than [`SPAN_DAYS_MAX`], or it is not open for [`SEARCH_DAYS_MAX`] days.
    #[must_use]
    pub fn after_open_ms(&self, from: Timestamp, open_ms: i64) -> Option<Timestamp> {
        let mut missing = open_ms.max(0);
        let mut closed_days = 0;
        let mut day = self.day_of(from);
        for _ in 0..SPAN_DAYS_MAX {
            let spans = self.spans(day);
            closed_days = if spans.is_empty() { closed_days + 1 } else { 0 };
            if closed_days > SEARCH_DAYS_MAX {
                return None;
            }
            for (start, end) in spans {
                let start = start.max(from);
                let here = end.since(start).max(0);
                if missing <= here && start <= end {
                    return Some(start.plus(missing));
                }
                missing = missing.saturating_sub(here);
            }
            day = day.next();
        }
        None
    }

    /// Milliseconds that the hub was open from `from` to `to`; 0 when `to` is not later. Of a span above
    /// [`SPAN_DAYS_MAX`] days only the first are counted.
    #[must_use]
    pub fn open_ms_between(&self, from: Timestamp, to: Timestamp) -> i64 {
        let (first, last) = (self.day_of(from), self.day_of(to));
        let last = last.min(Day(first.0.saturating_add(SPAN_DAYS_MAX)));
        let mut open: i64 = 0;
        let mut day = first;
        while day <= last {
            for (start, end) in self.spans(day) {
                let here = end.min(to).since(start.max(from)).max(0);
                open = open.saturating_add(here);
            }
            day = day.next();
        }
        open
    }

    /// The opening hours of a day.
    fn spans(&self, day: Day) -> Vec<(Timestamp, Timestamp)> {
        if self.holidays.contains(&day) {
            return Vec::new();
        }
        let openings = self.hours.get(&day.weekday()).map_or(&[] as &[Opening], Vec::as_slice);
        openings.iter().map(|hours| (self.at(day, hours.from_min), self.at(day, hours.to_min))).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::HOUR_MS;

    /// Monday, 5 January 2026.
    const MONDAY: Day = Day(20_458);

    fn utc(day: Day, hour: i64) -> Timestamp {
        Timestamp(day.0 * DAY_MS + hour * HOUR_MS)
    }

    /// Paris in 2026: summer time from 29 March to 25 October, each at 01:00 UTC.
    fn paris() -> Calendar {
        let march = utc(Day(20_541), 1);
        let october = utc(Day(20_751), 1);
        let offsets = BTreeMap::from([(Timestamp(0), 60), (march, 120), (october, 60)]);
        Calendar { offsets, ..Calendar::default() }
    }

    #[test]
    fn days_of_the_week_follow_each_other() {
        assert_eq!(MONDAY.weekday(), Weekday::Monday);
        let week: Vec<Weekday> = (0..7).map(|more| Day(MONDAY.0 + more).weekday()).collect();
        assert_eq!(week, WEEK);
        assert_eq!(Day(-1).weekday(), Weekday::Wednesday);
    }

    #[test]
    fn business_days_skip_days_off_and_holidays() {
        let mut calendar = Calendar::default();
        // From (days after Monday, hour), business days, holidays, end (days after Monday).
        let table: &[(i64, i64, u32, &[i64], i64)] = &[
            (0, 0, 3, &[], 4),
            (0, 23, 3, &[], 4),
            (3, 12, 3, &[], 9),
            (4, 12, 1, &[], 8),
            (5, 12, 1, &[], 8),
            (6, 12, 3, &[], 10),
            (0, 12, 3, &[1], 5),
            (0, 12, 3, &[2, 3, 4, 7], 10),
            (0, 12, 0, &[], 1),
        ];
        for (day, hour, count, holidays, end) in table {
            calendar.holidays = holidays.iter().map(|day| Day(MONDAY.0 + day)).collect();
            let due = calendar.after_business_days(utc(Day(MONDAY.0 + day), *hour), *count);
            assert_eq!(due, utc(Day(MONDAY.0 + end), 0), "{day} {hour} {count} {holidays:?}");
        }
        let never = Calendar { weekend: WEEK.into(), ..Calendar::default() };
        assert_eq!(never.check(), Err(CalendarFault::NoBusinessDay));
        let end = never.after_business_days(utc(MONDAY, 0), 3);
        assert_eq!(end, utc(Day(MONDAY.0 + SEARCH_DAYS_MAX + 1), 0));
    }

    #[test]
    fn midnight_is_the_hubs_own_across_summer_time() {
        let paris = paris();
        assert_eq!(paris.check(), Ok(()));
        assert_eq!(paris.at(MONDAY, 0), utc(Day(MONDAY.0 - 1), 23));
        // Friday, 27 March 2026, 22:30 UTC is still Friday in Paris; 23:30 is Saturday there.
        let friday = Day(20_539);
        assert_eq!(friday.weekday(), Weekday::Friday);
        let half = 30 * MINUTE_MS;
        assert_eq!(paris.after_business_days(utc(friday, 22).plus(half), 1), utc(Day(20_542), 22));
        assert_eq!(paris.after_business_days(utc(friday, 23).plus(half), 1), utc(Day(20_542), 22));
        assert_eq!(paris.after_business_days(utc(friday, 22), 0), utc(friday, 23));
        // The wall clock jumps from 2 to 3 on 29 March, and shows 2 to 3 twice on 25 October.
        assert_eq!(paris.at(Day(20_541), 90), utc(Day(20_541), 0).plus(half));
        assert_eq!(paris.at(Day(20_541), 180), utc(Day(20_541), 1));
        assert_eq!(paris.at(Day(20_751), 150), utc(Day(20_751), 1).plus(half));
    }

    #[test]
    fn opening_hours_are_counted_and_closed_ones_are_not() {
        let calendar = Calendar::default();
        let friday = Day(MONDAY.0 + 4);
        // Two hours on Friday from 16:00 end on Monday at 10:00.
        let end = calendar.after_open_ms(utc(friday, 16), 2 * HOUR_MS);
        assert_eq!(end, Some(utc(Day(MONDAY.0 + 7), 10)));
        assert_eq!(calendar.after_open_ms(utc(friday, 16), HOUR_MS), Some(utc(friday, 17)));
        assert_eq!(calendar.after_open_ms(utc(friday, 3), 0), Some(utc(friday, 9)));
        assert_eq!(calendar.open_ms_between(utc(friday, 16), utc(Day(MONDAY.0 + 7), 10)), 2 * HOUR_MS);
        assert_eq!(calendar.open_ms_between(utc(friday, 18), utc(Day(MONDAY.0 + 7), 9)), 0);
        assert_eq!(calendar.open_ms_between(utc(friday, 16), utc(friday, 12)), 0);
        let closed = Calendar { hours: BTreeMap::new(), ..Calendar::default() };
        assert_eq!(closed.after_open_ms(utc(friday, 16), 1), None);
        let crossed = vec![Opening { from_min: 60, to_min: 120 }, Opening { from_min: 100, to_min: 200 }];
        let hours = BTreeMap::from([(Weekday::Monday, crossed)]);
        let faulty = Calendar { hours, ..Calendar::default() };
        assert_eq!(faulty.check(), Err(CalendarFault::HoursOutOfOrder));
    }

    proptest! {
        /// Counting minute by minute is the naive way.
        #[test]
        fn opening_hours_agree_with_counting_minutes(from in 0_i64..20_000, length in 0_i64..9_000) {
            let calendar = paris();
            let start = utc(Day(20_535), 0).plus(from * MINUTE_MS);
            let is_open = |at: Timestamp| {
                let local = at.plus(i64::from(calendar.offset_at(at)) * MINUTE_MS);
                let day = Day(local.0.div_euclid(DAY_MS));
                let minute = local.0.rem_euclid(DAY_MS) / MINUTE_MS;
                calendar.is_business_day(day) && (540..1_020).contains(&minute)
            };
            let minutes = (0..length).filter(|more| is_open(start.plus(more * MINUTE_MS))).count();
            let open_ms = i64::try_from(minutes).unwrap() * MINUTE_MS;
            let end = start.plus(length * MINUTE_MS);
            prop_assert_eq!(calendar.open_ms_between(start, end), open_ms);
            let due = calendar.after_open_ms(start, open_ms).unwrap();
            prop_assert_eq!(calendar.open_ms_between(start, due), open_ms);
            prop_assert!(open_ms == 0 || due <= end);
        }
    }
}
