//! Time zones by their IANA name: how far a place is from UTC at a point in time, summer time included. The
//! database is compiled in, so that a phone, a desktop and the server agree.

use jiff::tz::TimeZone;

use crate::time::Timestamp;

const SECONDS_PER_MINUTE: i32 = 60;

/// Minutes east of UTC in an IANA `zone` at `at`; 0 in a zone that nobody knows.
#[must_use]
pub fn utc_offset_minutes(zone: &str, at: Timestamp) -> i32 {
    let (Ok(zone), Ok(at)) = (TimeZone::get(zone), jiff::Timestamp::from_millisecond(at.0)) else { return 0 };
    zone.to_offset(at).seconds() / SECONDS_PER_MINUTE
}

#[cfg(test)]
mod tests {
    use super::utc_offset_minutes;
    use crate::time::Timestamp;

    #[test]
    fn summer_and_winter_differ_where_people_say_so() {
        let (winter, summer) = (Timestamp(1_768_478_400_000), Timestamp(1_784_116_800_000)); // 2026-01-15, 2026-07-15
        for (zone, in_winter, in_summer) in [
            ("Europe/Berlin", 60, 120),
            ("America/New_York", -300, -240),
            ("Australia/Sydney", 660, 600),
            ("Asia/Kolkata", 330, 330),
            ("UTC", 0, 0),
            ("Nowhere/Land", 0, 0),
        ] {
            assert_eq!(utc_offset_minutes(zone, winter), in_winter, "{zone}");
            assert_eq!(utc_offset_minutes(zone, summer), in_summer, "{zone}");
        }
        // The last second of winter time in Berlin, and the first of summer time: 2026-03-29 at 01:00 UTC.
        assert_eq!(utc_offset_minutes("Europe/Berlin", Timestamp(1_774_745_999_000)), 60);
        assert_eq!(utc_offset_minutes("Europe/Berlin", Timestamp(1_774_746_000_000)), 120);
    }
}
