//! Words for people: the four languages, the Fluent texts, and refusals in a person's own language.
//!
//! The texts live in `locales/<lang>/<area>.ftl` and are compiled in, so every shell and the server say
//! the same. Numbers, money and times are written out here ([`format_number`], [`format_money`],
//! [`format_date_time`] …) and enter the texts as arguments. Tests prove that all languages have the same
//! keys and variables, so the visible fallback of [`text`] (the key itself) never reaches a person.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use serde::{Deserialize, Serialize};

pub use fluent_bundle::FluentValue as Value;

pub use self::format::{
    currency_decimals, format_date, format_date_time, format_list, format_money, format_number, format_price,
    format_time,
};
pub use self::words::Words;
pub use self::zone::utc_offset_minutes;
use crate::notice::model::Kind;
use crate::refusal::{Code, Param, Refusal};
use crate::time::Timestamp;

mod format;
#[cfg(test)]
mod tests;
mod words;
mod zone;

/// A language of the interface. English where nothing better is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// German.
    De,
}

impl Locale {
    /// Every language.
    pub const ALL: &'static [Self] = &[Self::En, Self::Fr, Self::Es, Self::De];

    /// The language tag (BCP 47), as in `lang` attributes and on the wire.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::De => "de",
        }
    }

    /// The language's name in itself, for the switch of languages.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
            Self::Es => "Español",
            Self::De => "Deutsch",
        }
    }

    /// The language of a tag with or without region or script: `de-AT` and `fr_CA` are understood.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default().trim();
        Self::ALL.iter().copied().find(|locale| locale.tag().eq_ignore_ascii_case(language))
    }

    /// The best language for an `Accept-Language` header (RFC 9110, 12.5.4): the highest weight wins,
    /// among equals the first; `*` stands for English. Malformed parts are skipped.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best: Option<(u16, Self)> = None;
        for range in accept_language.split(',') {
            let Some((weight, locale)) = weighted(range) else { continue };
            if best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, locale));
            }
        }
        best.map_or_else(Self::default, |(_, locale)| locale)
    }
}

/// The text of `key` with its arguments filled in. A key without words is returned as it is.
///
/// Counts are passed as numbers (`3.into()`), so that plural forms follow them; times and money are
/// passed as text that was formatted before.
#[must_use]
pub fn text(locale: Locale, key: &str, args: &[(&str, Value<'_>)]) -> String {
    let bundle = bundle(locale);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, isolated(value))).collect();
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

/// Whether a language has words for `key`.
fn has_text(locale: Locale, key: &str) -> bool {
    bundle(locale).has_message(key)
}

/// What went wrong and how to put it right. `offset_at` gives the hub's distance from UTC in minutes
/// at a point in time, which differs between summer and winter.
#[must_use]
pub fn refusal_text(refusal: &Refusal, locale: Locale, offset_at: &dyn Fn(Timestamp) -> i32) -> String {
    text(locale, &refusal.code.message_key(), &args(&refusal.params, locale, offset_at))
}

/// What a notice tells, in words. `offset_at` as in [`refusal_text`].
#[must_use]
pub fn notice_text(
    kind: Kind,
    params: &BTreeMap<String, Param>,
    locale: Locale,
    offset_at: &dyn Fn(Timestamp) -> i32,
) -> String {
    text_with(locale, &kind.message_key(), params, offset_at)
}

/// The text of `key` with a rule's values filled in. `offset_at` as in [`refusal_text`].
#[must_use]
pub fn text_with(
    locale: Locale,
    key: &str,
    params: &BTreeMap<String, Param>,
    offset_at: &dyn Fn(Timestamp) -> i32,
) -> String {
    text(locale, key, &args(params, locale, offset_at))
}

fn args<'p>(
    params: &'p BTreeMap<String, Param>,
    locale: Locale,
    offset_at: &dyn Fn(Timestamp) -> i32,
) -> Vec<(&'p str, Value<'p>)> {
    let mut args: Vec<(&str, Value<'_>)> = OPTIONAL.iter().map(|name| (*name, Value::from(ABSENT))).collect();
    for (name, param) in params {
        args.retain(|(known, _)| known != name);
        let value = match param {
            Param::Text(wire) if name == CAUSE => Value::from(cause_text(wire, locale)),
            _ => param_value(param, locale, offset_at),
        };
        args.push((name, value));
    }
    args
}

/// What is wrong with a field, for the `issue` of a [`crate::refusal::Detail`].
#[must_use]
pub fn issue_text(issue: &str, locale: Locale) -> String {
    let key = format!("issue-{}", issue.replace('_', "-"));
    text(locale, if has_text(locale, &key) { &key } else { "issue-other" }, &[])
}

/// A refusal's value as an argument for [`text`].
#[must_use]
pub fn param_value(param: &Param, locale: Locale, offset_at: &dyn Fn(Timestamp) -> i32) -> Value<'static> {
    match param {
        Param::Number(number) if number.unsigned_abs() > EXACT_MAX => {
            Value::from(format_number(*number, locale))
        }
        Param::Number(number) => Value::from(*number),
        Param::Text(text) => Value::from(text.clone()),
        Param::Time(at) => Value::from(format_date_time(*at, offset_at(*at), locale)),
        Param::Id(id) => Value::from(id.to_string()),
        Param::Money(minor, currency) => Value::from(format_money(*minor, currency, locale)),
        Param::Words(words) => Value::from(words.get(locale, Locale::default()).to_owned()),
    }
}

/// The parameter that holds the code of the refusal behind a refusal.
const CAUSE: &str = "cause";

/// Parameters of refusals and notices that may be absent, and what the texts then select on.
const OPTIONAL: &[&str] =
    &["until", "closed_at", "opens_at", "hub", "reason", "above", "next", "product", "left", "total", CAUSE];
const ABSENT: &str = "none";

/// Fluent counts in 64-bit floats; larger integers go in as text, which plural rules treat as "other".
const EXACT_MAX: u64 = 1 << 53;

type Bundle = FluentBundle<FluentResource>;

/// The files of one language, for the areas that are listed once for all languages.
macro_rules! area_files {
    ($tag:literal) => {
        area_files!(
            $tag:
            "auction",
            "common",
            "community",
            "content",
            "delivery",
            "desktop",
            "desktop-hub",
            "dispute",
            "legal",
            "mail",
            "notice",
            "ordering",
            "phone",
            "refusal",
            "support",
            "sync",
            "voting"
        )
    };
    ($tag:literal: $($area:literal),*) => {
        &[$(include_str!(concat!("../../locales/", $tag, "/", $area, ".ftl"))),*]
    };
}

/// The source texts of a language, one per area.
const fn sources(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::En => area_files!("en"),
        Locale::Fr => area_files!("fr"),
        Locale::Es => area_files!("es"),
        Locale::De => area_files!("de"),
    }
}

/// A language's texts, parsed when first asked for.
fn bundle(locale: Locale) -> &'static Bundle {
    static EN: LazyLock<Bundle> = LazyLock::new(|| load(Locale::En));
    static FR: LazyLock<Bundle> = LazyLock::new(|| load(Locale::Fr));
    static ES: LazyLock<Bundle> = LazyLock::new(|| load(Locale::Es));
    static DE: LazyLock<Bundle> = LazyLock::new(|| load(Locale::De));
    match locale {
        Locale::En => &EN,
        Locale::Fr => &FR,
        Locale::Es => &ES,
        Locale::De => &DE,
    }
}

fn load(locale: Locale) -> Bundle {
    let tag = locale.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Only text that comes from people can run right to left; `isolated` sees to that.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::En => |value, _| plain_number(value, Locale::En),
        Locale::Fr => |value, _| plain_number(value, Locale::Fr),
        Locale::Es => |value, _| plain_number(value, Locale::Es),
        Locale::De => |value, _| plain_number(value, Locale::De),
    }));
    for source in sources(locale) {
        // A faulty line costs that line only; tests prove that there is none.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// A number with the language's separators; anything else is left to Fluent.
fn plain_number(value: &Value<'_>, locale: Locale) -> Option<String> {
    let Value::Number(number) = value else { return None };
    number.as_string().parse().ok().map(|number| format_number(number, locale))
}

/// Text with a right-to-left letter is wrapped in isolates (Unicode UAX 9), so that a name does not
/// turn the sentence around it.
fn isolated<'a>(value: &Value<'a>) -> Value<'a> {
    match value {
        Value::String(text) if text.chars().any(is_right_to_left) => {
            Value::from(format!("\u{2068}{text}\u{2069}"))
        }
        _ => value.clone(),
    }
}

/// Letters of the blocks that Unicode reserves for right-to-left scripts.
const fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The words of a code that stands behind another refusal.
fn cause_text(wire: &str, locale: Locale) -> String {
    let code = Code::ALL.iter().copied().find(|code| code.wire() == wire).unwrap_or(Code::Newer);
    refusal_text(&Refusal::new(code), locale, &|_| 0)
}

/// One range of an `Accept-Language` header with its weight in thousandths; `None` when it is malformed,
/// refused (weight 0) or in a language we do not speak.
fn weighted(range: &str) -> Option<(u16, Locale)> {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next()?;
    let weight = match parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q="))) {
        Some(weight) => thousandths(weight)?,
        None => 1_000,
    };
    let locale = if tag == "*" { Locale::default() } else { Locale::from_tag(tag)? };
    (weight > 0).then_some((weight, locale))
}

/// A weight between 0 and 1 with at most three decimals, as thousandths.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let decimals: u16 = format!("{decimals:0<3}").parse().ok()?;
    match (whole, decimals) {
        ("0", decimals) => Some(decimals),
        ("1", 0) => Some(1_000),
        _ => None,
    }
}
