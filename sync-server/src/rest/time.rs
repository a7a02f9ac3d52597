//! Times as integrators write them: RFC 3339, with an offset or `Z`.

use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};

/// The years that are taken: beyond them a time is a mistake.
const YEARS: std::ops::RangeInclusive<i64> = 1970..=9999;

/// The moment that a text names; nothing when it names none.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    if !text.is_ascii() {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<i64> {
        let digits = text.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let sign = |at: usize, signs: &[u8]| text.as_bytes().get(at).is_some_and(|byte| signs.contains(byte));
    let signs = [(4, &b"-"[..]), (7, b"-"), (10, b"Tt "), (13, b":"), (16, b":")];
    if !signs.into_iter().all(|(at, signs_there)| sign(at, signs_there)) {
        return None;
    }
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let sound = YEARS.contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_of(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        // A leap second counts as the one before.
        && second <= 60;
    if !sound {
        return None;
    }
    let rest = text.get(19..)?;
    let (ms, zone) = match rest.strip_prefix('.') {
        Some(fraction) => {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, zone) = fraction.split_at(digits);
            if digits.is_empty() || digits.len() > 9 {
                return None;
            }
            (format!("{digits:0<3}").get(..3)?.parse::<i64>().ok()?, zone)
        }
        None => (0, rest),
    };
    let offset_min = offset(zone)?;
    let time = hour * HOUR_MS + minute * MINUTE_MS + second.min(59) * SECOND_MS + ms;
    Some(Timestamp(days(year, month, day) * DAY_MS + time - offset_min * MINUTE_MS))
}

/// Minutes east of UTC.
fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" || zone == "z" {
        return Some(0);
    }
    let (sign, rest) = match zone.as_bytes().first()? {
        b'+' => (1, zone.get(1..)?),
        b'-' => (-1, zone.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let part = |text: &str, max: i64| -> Option<i64> {
        let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse().ok())?.filter(|number| *number < max)
    };
    Some(sign * (part(hours, 24)? * 60 + part(minutes, 60)?))
}

const fn days_of(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01, in years that start in March.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::rfc3339;

    #[test]
    fn what_is_written_is_read_again() {
        for at in [
            0,
            1,
            951_782_399_999,
            951_782_400_000,
            1_709_164_800_000,
            1_735_689_600_001,
            253_402_300_799_999,
        ] {
            assert_eq!(parse(&rfc3339(Timestamp(at))), Some(Timestamp(at)));
        }
    }

    #[test]
    fn offsets_and_fractions_count_and_nonsense_is_none() {
        for (text, at) in [
            ("1970-01-01T01:00:00+01:00", Some(0)),
            ("1970-01-01t00:00:00z", Some(0)),
            ("1970-01-01 00:00:00.5Z", Some(500)),
            ("1969-12-31T23:00:00-01:00", None),
            ("1970-01-01T00:00:00.123456789Z", Some(123)),
            ("2016-12-31T23:59:60Z", Some(1_483_228_799_000)),
            ("2023-02-29T00:00:00Z", None),
            ("2024-02-29T00:00:00Z", Some(1_709_164_800_000)),
            ("2024-13-01T00:00:00Z", None),
            ("2024-01-01T24:00:00Z", None),
            ("2024-01-01T00:00:00", None),
            ("2024-01-01T00:00:00+0100", None),
            ("2024-01-01T00:00:00.Z", None),
            ("2024-01-01", None),
            ("２024-01-01T00:00:00Z", None),
            ("", None),
        ] {
            assert_eq!(parse(text), at.map(Timestamp), "{text}");
        }
    }
}
