//! Words, dates and money on the screen, in the person's language and the hub's time zone.

use hubbub_core::i18n::{self, Value};
use hubbub_core::refusal::Refusal;
use hubbub_core::time::Timestamp;

use crate::ui::{Trouble, home, ui};

/// The words of `key`.
pub(crate) fn t(key: &str) -> String {
    i18n::text(ui().locale(), key, &[])
}

/// The words of `key` with values in them.
pub(crate) fn t_with(key: &str, values: &[(&str, Value<'_>)]) -> String {
    i18n::text(ui().locale(), key, values)
}

/// Words about a number of things.
pub(crate) fn t_count(key: &str, count: i64) -> String {
    t_with(key, &[("count", count.into())])
}

/// An amount in minor units.
pub(crate) fn money(minor: i64, currency: &str) -> String {
    i18n::format_money(minor, currency, ui().locale())
}

/// A whole number.
pub(crate) fn number(value: i64) -> String {
    i18n::format_number(value, ui().locale())
}

/// Minutes east of UTC where the person's hub is.
pub(crate) fn offset_at(at: Timestamp) -> i32 {
    home().map_or(0, |home| i18n::utc_offset_minutes(home.zone(), at))
}

/// A time of day.
pub(crate) fn time(at: Timestamp) -> String {
    i18n::format_time(at, offset_at(at), ui().locale())
}

/// A day.
pub(crate) fn date(at: Timestamp) -> String {
    i18n::format_date(at, offset_at(at), ui().locale())
}

/// A day and a time of day; today's times say so.
pub(crate) fn date_time(at: Timestamp) -> String {
    let now = ui().now();
    match day(at) - day(now) {
        0 => t_with("day-today", &[("time", time(at).into())]),
        1 => t_with("day-tomorrow", &[("time", time(at).into())]),
        -1 => t_with("day-yesterday", &[("time", time(at).into())]),
        _ => i18n::format_date_time(at, offset_at(at), ui().locale()),
    }
}

/// Whether two times are on one day at the hub.
pub(crate) fn is_same_day(one: Timestamp, other: Timestamp) -> bool {
    day(one) == day(other)
}

fn day(at: Timestamp) -> i64 {
    let local = at.0 + i64::from(offset_at(at)) * hubbub_core::time::MINUTE_MS;
    local.div_euclid(hubbub_core::time::DAY_MS)
}

/// A moment as the server writes it to people of other systems: RFC 3339 in UTC.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hours, minutes, seconds) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    // Days since 1970 in the Gregorian calendar, counted in years that begin in March.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468;
    Some(Timestamp((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * hubbub_core::time::SECOND_MS))
}

/// What a refusal says.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    i18n::refusal_text(refusal, ui().locale(), &offset_at)
}

/// What went wrong, in words.
pub(crate) fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Refused(no) => refusal(no),
        Trouble::Offline => t("trouble-offline"),
        Trouble::Store(hubbub_core::store::Fault::Full) => t("sync-device-full"),
        Trouble::Store(_) => t("trouble-store"),
    }
}

/// What is wrong with one field, if anything is.
pub(crate) fn field_trouble(trouble: Option<&Trouble>, field: &str) -> Option<String> {
    let Some(Trouble::Refused(refusal)) = trouble else { return None };
    let detail = refusal.details.iter().find(|detail| detail.field == field)?;
    Some(i18n::issue_text(&detail.issue, ui().locale()))
}

#[cfg(test)]
mod tests {
    use hubbub_core::time::Timestamp;

    use super::moment;

    #[test]
    fn moments_are_read() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some(Timestamp(0))),
            ("2000-02-29T12:30:05.250Z", Some(Timestamp(951_827_405_000))),
            ("2026-11-25T09:15:23Z", Some(Timestamp(1_795_598_123_000))),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(moment(text), expected, "{text}");
        }
    }
}
