//! Words, dates and money on the screen, in the person's language and the hub's time zone.

use hubbub_core::i18n::{self, Value};
use hubbub_core::money::{Currency, Money, decimal_text};
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

/// What a person typed as an amount, in minor units: with a comma or a point, with or without the currency's sign.
pub(crate) fn amount(typed: &str, currency: &str) -> Option<i64> {
    let currency: Currency = currency.parse().ok()?;
    let plain: String = typed.chars().filter(|it| it.is_ascii_digit() || matches!(it, '.' | ',')).collect();
    let mark = plain.rfind(['.', ',']).filter(|at| plain.len() - at <= 3);
    let (whole, rest) = mark.map_or((plain.as_str(), ""), |at| (&plain[..at], &plain[at + 1..]));
    let whole = whole.replace(['.', ','], "");
    let text = if rest.is_empty() { whole } else { format!("{whole}.{rest}") };
    Money::parse(&text, currency).ok().map(|money| money.minor)
}

/// An amount as a person types it, without a sign, as `12.50` or `12,50`.
pub(crate) fn amount_text(minor: i64, currency: &str) -> String {
    let plain = currency.parse::<Currency>().map(|unit| Money::new(minor, unit).to_decimal());
    marked(&plain.unwrap_or_default())
}

/// A number of tenths, as `4.7` or `4,7`.
pub(crate) fn tenths(tenths: i64) -> String {
    marked(&decimal_text(i128::from(tenths), 1))
}

/// A plain decimal number with the language's own mark.
fn marked(plain: &str) -> String {
    if ui().locale() == i18n::Locale::En { plain.to_owned() } else { plain.replace('.', ",") }
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

/// A time after another one: on the same day the day is not said twice.
pub(crate) fn until(from: Timestamp, to: Timestamp) -> String {
    if is_same_day(from, to) { time(to) } else { date_time(to) }
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

    use super::{amount, moment};

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

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (typed, currency, expected) in [
            ("12", "EUR", Some(1_200)),
            ("12.5", "EUR", Some(1_250)),
            ("12,50 €", "EUR", Some(1_250)),
            ("1.234,50", "EUR", Some(123_450)),
            ("1,234.50", "EUR", Some(123_450)),
            ("1.234", "EUR", Some(123_400)),
            ("€ 0,05", "EUR", Some(5)),
            ("500", "JPY", Some(500)),
            ("", "EUR", None),
            ("much", "EUR", None),
        ] {
            assert_eq!(amount(typed, currency), expected, "{typed}");
        }
    }
}
