//! Numbers, money, dates and lists written out by hand for the four languages, after CLDR 46, in
//! integers only. Desktop, phone and server must print the same, so no shell formats for itself.
//! Differences from CLDR: English uses the 24-hour clock, French says "1er" for the first of a month.

use super::Locale;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

const NO_BREAK_SPACE: &str = "\u{a0}";
const NARROW_NO_BREAK_SPACE: &str = "\u{202f}";
/// Decimals of a unit's price: a screw may cost 0.0375.
const PRICE_DECIMALS: u32 = 4;

/// A whole number with the language's group separators, as `12,345` or `12 345`.
#[must_use]
pub fn format_number(value: i64, locale: Locale) -> String {
    format!("{}{}", sign(value), grouped(value.unsigned_abs(), locale))
}

/// An amount in minor units (cents) with the symbol of its ISO 4217 `currency` code, as `€12.00` or
/// `12,00 €`. A currency that has no symbol in the language is shown by its code.
#[must_use]
pub fn format_money(minor: i64, currency: &str, locale: Locale) -> String {
    let amount = decimal(minor.unsigned_abs(), currency_decimals(currency), locale);
    with_symbol(sign(minor), &amount, currency, locale)
}

/// A price in ten-thousandths of a currency's unit with as many decimals as it needs, and no fewer than the currency
/// has, as `€4.80` or `€0.0375`.
#[must_use]
pub fn format_price(ten_thousandths: i64, currency: &str, locale: Locale) -> String {
    let (mut units, mut decimals) = (ten_thousandths.unsigned_abs(), PRICE_DECIMALS);
    while decimals > currency_decimals(currency) && units.is_multiple_of(10) {
        (units, decimals) = (units / 10, decimals - 1);
    }
    with_symbol(sign(ten_thousandths), &decimal(units, decimals, locale), currency, locale)
}

/// An amount that is written out, with its sign and its currency's symbol where the language puts them.
fn with_symbol(sign: &str, amount: &str, currency: &str, locale: Locale) -> String {
    let symbol = symbol(currency, locale);
    match locale {
        Locale::En if symbol.ends_with(|last: char| last.is_ascii_alphabetic()) => {
            format!("{sign}{symbol}{NO_BREAK_SPACE}{amount}")
        }
        Locale::En => format!("{sign}{symbol}{amount}"),
        Locale::Fr | Locale::Es | Locale::De => format!("{sign}{amount}{NO_BREAK_SPACE}{symbol}"),
    }
}

/// How many decimals a currency's minor unit has (ISO 4217, table A.1); 2 for codes not listed there.
#[must_use]
pub fn currency_decimals(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// The day at `utc_offset_minutes` east of UTC, as `4 May 2026` or `4. Mai 2026`.
#[must_use]
pub fn format_date(at: Timestamp, utc_offset_minutes: i32, locale: Locale) -> String {
    let (year, month, day) = civil_from_days(local_ms(at, utc_offset_minutes).div_euclid(DAY_MS));
    let month = month_name(month, locale);
    match locale {
        Locale::En => format!("{day} {month} {year}"),
        Locale::Fr if day == 1 => format!("1er {month} {year}"),
        Locale::Fr => format!("{day} {month} {year}"),
        Locale::Es => format!("{day} de {month} de {year}"),
        Locale::De => format!("{day}. {month} {year}"),
    }
}

/// The time of day at `utc_offset_minutes` east of UTC, on the 24-hour clock, as `18:04`.
#[must_use]
pub fn format_time(at: Timestamp, utc_offset_minutes: i32, locale: Locale) -> String {
    let ms = local_ms(at, utc_offset_minutes).rem_euclid(DAY_MS);
    let (hours, minutes) = (ms / HOUR_MS, ms % HOUR_MS / MINUTE_MS);
    match locale {
        Locale::Es => format!("{hours}:{minutes:02}"),
        Locale::En | Locale::Fr | Locale::De => format!("{hours:02}:{minutes:02}"),
    }
}

/// Day and time of day, as `4 May 2026, 18:04`.
#[must_use]
pub fn format_date_time(at: Timestamp, utc_offset_minutes: i32, locale: Locale) -> String {
    let date = format_date(at, utc_offset_minutes, locale);
    format!("{date}, {}", format_time(at, utc_offset_minutes, locale))
}

/// Names in a row, as `A, B and C`.
#[must_use]
pub fn format_list(items: &[String], locale: Locale) -> String {
    let Some((last, rest)) = items.split_last() else { return String::new() };
    if rest.is_empty() {
        return last.clone();
    }
    let and = match locale {
        Locale::En => "and",
        Locale::Fr => "et",
        Locale::Es if sounds_like_i(last) => "e",
        Locale::Es => "y",
        Locale::De => "und",
    };
    format!("{} {and} {last}", rest.join(", "))
}

/// Spanish "y" becomes "e" before the sound of i: "cine e historia", but "agua y hielo".
fn sounds_like_i(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.strip_prefix('h').unwrap_or(&word);
    let rest = word.strip_prefix(['i', 'í']);
    rest.is_some_and(|rest| !rest.starts_with(['a', 'e', 'o', 'á', 'é', 'ó']))
}

const fn sign(value: i64) -> &'static str {
    if value < 0 { "-" } else { "" }
}

/// Spanish leaves four digits together; the others group from four on.
fn grouped(value: u64, locale: Locale) -> String {
    let digits = value.to_string();
    let (separator, ungrouped_max) = match locale {
        Locale::En => (",", 3),
        Locale::Fr => (NARROW_NO_BREAK_SPACE, 3),
        Locale::Es => (".", 4),
        Locale::De => (".", 3),
    };
    if digits.len() <= ungrouped_max {
        return digits;
    }
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

/// `units` of the smallest kind as a number with `decimals` decimals.
fn decimal(units: u64, decimals: u32, locale: Locale) -> String {
    let scale = 10_u64.pow(decimals);
    let whole = grouped(units / scale, locale);
    let mark = if locale == Locale::En { "." } else { "," };
    match usize::try_from(decimals) {
        Ok(width) if width > 0 => format!("{whole}{mark}{:0width$}", units % scale),
        _ => whole,
    }
}

fn symbol(currency: &str, locale: Locale) -> &str {
    match (currency, locale) {
        ("EUR", _) => "€",
        ("USD", Locale::En | Locale::De) => "$",
        ("USD", Locale::Fr) => "$US",
        ("USD", Locale::Es) => "US$",
        ("GBP", Locale::En | Locale::De) => "£",
        ("GBP", Locale::Fr) => "£GB",
        ("JPY", Locale::En | Locale::De) => "¥",
        ("CAD", Locale::En | Locale::De) => "CA$",
        ("CAD", Locale::Fr) => "$CA",
        ("AUD", Locale::En) => "A$",
        ("AUD", Locale::De) => "AU$",
        ("AUD", Locale::Fr) => "$AU",
        ("NZD", Locale::En | Locale::De) => "NZ$",
        ("NZD", Locale::Fr) => "$NZ",
        (code, _) => code,
    }
}

/// Milliseconds since 1970 on the wall clock of the place.
fn local_ms(at: Timestamp, utc_offset_minutes: i32) -> i64 {
    at.plus(i64::from(utc_offset_minutes) * MINUTE_MS).0
}

/// Year, month (1–12) and day of the Gregorian calendar for a count of days since 1970-01-01, also
/// negative. Years run from March so that the leap day comes last; 400 of them are one era of 146,097
/// days (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468; // from 0000-03-01
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400;
    (if month <= 2 { year + 1 } else { year }, month, day)
}

fn month_name(month: i64, locale: Locale) -> &'static str {
    let names = match locale {
        Locale::En => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        Locale::Fr => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        Locale::Es => [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        Locale::De => [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    };
    let position = usize::try_from(month - 1).unwrap_or_default();
    names.get(position).copied().unwrap_or_default()
}
