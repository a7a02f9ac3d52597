//! The texts are complete and alike in all languages, and formats are right in tables.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::*;
use crate::id::Id;
use crate::refusal::Remedy;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

/// Every message of a language with the variables it uses.
fn messages(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for source in sources(locale) {
        let resource = parser::parse(*source).unwrap_or_else(|(_, errors)| panic!("{locale:?}: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut variables = BTreeSet::new();
            pattern_variables(message.value.as_ref().expect("a message without a value"), &mut variables);
            let key = message.id.name.to_owned();
            assert!(all.insert(key.clone(), variables).is_none(), "{key} stands twice in {locale:?}");
        }
    }
    all
}

fn pattern_variables(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                inline_variable(inline, found)
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                inline_variable(selector, found);
                variants.iter().for_each(|variant| pattern_variables(&variant.value, found));
            }
        }
    }
}

fn inline_variable(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        other => panic!("only variables are used in texts, not {other:?}"),
    }
}

#[test]
fn all_languages_have_the_same_keys_and_variables() {
    let english = messages(Locale::En);
    assert!(english.len() > 100);
    for locale in Locale::ALL {
        let own = messages(*locale);
        for (key, variables) in &english {
            assert_eq!(own.get(key), Some(variables), "{key} in {locale:?}");
        }
        let extra: Vec<_> = own.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(extra.is_empty(), "only in {locale:?}: {extra:?}");
    }
}

#[test]
fn no_language_leaves_a_text_in_another() {
    for (key, _) in messages(Locale::En) {
        let english = text(Locale::En, &key, &[]);
        for locale in [Locale::Fr, Locale::Es, Locale::De] {
            let own = text(locale, &key, &[]);
            assert!(!own.trim().is_empty() && own != key, "{key} in {locale:?}");
            assert!(own != english || SAME_IN_ENGLISH.contains(&key.as_str()), "{key} in {locale:?}: {own}");
        }
    }
}

/// Texts that another language rightly shares with English.
const SAME_IN_ENGLISH: &[&str] = &[
    "about-server",
    "about-version",
    "app-name",
    "as-of-live",
    "basket-total",
    "category-films",
    "code",
    "consent-no",
    "countdown-hours",
    "countdown-minutes",
    "desk-capacity",
    "desk-code",
    "desk-description",
    "desk-email",
    "desk-name",
    "desk-nav-polls",
    "desk-nav-stock",
    "desk-note",
    "desk-option",
    "desk-options",
    "desk-order-total",
    "desk-place",
    "desk-question",
    "desk-roles",
    "desk-sku",
    "desk-units",
    "desk-way-km",
    "desk-way-m",
    "gallery-dialog",
    "method-budget",
    "method-points",
    "nav-votes",
    "proof-signature",
    "reaction-count",
    "result-provisional-short",
    "role-at-hub",
    "sell-text",
    "settings-percent",
    "unit-kilobytes",
    "unit-kilometres",
    "unit-megabytes",
    "unit-metres",
    "unit-minutes",
    "votes-points",
    "votes-version",
];

#[test]
fn every_code_and_remedy_and_issue_has_words() {
    for locale in Locale::ALL.iter().copied() {
        for code in Code::ALL.iter().copied() {
            let words = refusal_text(&Refusal::new(code), locale, &|_| 0);
            assert_ne!(words, code.message_key(), "{code} in {locale:?}");
            assert!(!words.contains('{') && !words.contains(ABSENT), "{code} in {locale:?}: {words}");
            // What went wrong and how to put it right take a sentence each.
            let sentences = words.matches(['.', ':', '\u{37e}']).count();
            assert!(sentences >= 2, "{code} names no way out in {locale:?}: {words}");
        }
        for remedy in Remedy::ALL {
            assert!(has_text(locale, remedy.message_key()), "{remedy:?} in {locale:?}");
        }
        for issue in ISSUES {
            assert_ne!(
                issue_text(issue, locale),
                issue_text("of a newer server", locale),
                "{issue} in {locale:?}"
            );
        }
    }
}

/// The words that rules put into [`crate::refusal::Detail`].
const ISSUES: &[&str] = &[
    "required",
    "too_long",
    "too_short",
    "malformed",
    "out_of_range",
    "unknown",
    "too_many",
    "too_few",
    "unknown_option",
    "option_twice",
    "value_out_of_range",
    "ranks_not_consecutive",
    "points_over_budget",
    "cost_over_budget",
    "spend_too_little",
    "blank_not_allowed",
    "sku_taken",
    "product_twice",
    "order_twice",
    "out_of_order",
    "consent_missing",
    "no_back_order",
    "no_evidence",
    "recipient_missing",
    "nothing_delivered",
    "reason_missing",
    "too_many_photos",
];

#[test]
fn a_missing_key_shows_itself() {
    assert_eq!(text(Locale::De, "no-such-key", &[]), "no-such-key");
}

#[test]
fn refusals_fill_in_times_and_causes() {
    let until = Refusal::new(Code::AccountLocked).with("until", Param::Time(Timestamp(0)));
    let berlin = |_: Timestamp| 60;
    for (locale, part) in [
        (Locale::En, "locked until 1 January 1970, 01:00 after"),
        (Locale::Fr, "à partir du 1er janvier 1970, 01:00 ou"),
        (Locale::Es, "a partir del 1 de enero de 1970, 1:00 o"),
        (Locale::De, "bis 1. Januar 1970, 01:00 Uhr gesperrt"),
    ] {
        let words = refusal_text(&until, locale, &berlin);
        assert!(words.contains(part), "{words}");
    }
    let cause = Refusal::new(Code::DependencyRefused).with("cause", Param::Text("POLL_CLOSED".to_owned()));
    let words = refusal_text(&cause, Locale::En, &berlin);
    assert!(words.ends_with("The reason was: The poll closed before your vote reached us, so it could not be counted. You can see the result."), "{words}");
    let unknown = Refusal::new(Code::DependencyRefused).with("cause", Param::Text("FROM_2031".to_owned()));
    assert!(refusal_text(&unknown, Locale::En, &berlin).contains("does not know yet"));
}

#[test]
fn every_kind_of_parameter_is_written_out() {
    let check = |param: Param, locale, expect: &str| {
        let key = "budget-left";
        let words = text(locale, key, &[("amount", param_value(&param, locale, &|_| 0))]);
        assert_eq!(words, expect);
    };
    check(Param::Number(1_234_567), Locale::En, "1,234,567 left");
    check(Param::Number(i64::MAX), Locale::De, "Noch 9.223.372.036.854.775.807 übrig");
    check(Param::Text("Ana".to_owned()), Locale::Es, "Quedan Ana");
    check(Param::Time(Timestamp(0)), Locale::En, "1 January 1970, 00:00 left");
    check(Param::Money(1_200, "EUR".to_owned()), Locale::Fr, "Reste\u{a0}: 12,00\u{a0}€");
    check(Param::Id(Id::default()), Locale::En, "00000000-0000-0000-0000-000000000000 left");
    check(Param::Text("שלום".to_owned()), Locale::En, "\u{2068}שלום\u{2069} left");
}

#[test]
fn plural_forms_follow_the_count() {
    for (locale, count, expect) in [
        (Locale::En, 0, "0 changes waiting"),
        (Locale::En, 1, "1 change waiting"),
        (Locale::En, 1_234, "1,234 changes waiting"),
        (Locale::Fr, 0, "0 modification en attente"),
        (Locale::Fr, 1, "1 modification en attente"),
        (Locale::Fr, 1_234, "1\u{202f}234 modifications en attente"),
        (Locale::Es, 1, "1 cambio en espera"),
        (Locale::Es, 1_234, "1234 cambios en espera"),
        (Locale::De, 1, "1 Änderung wartet"),
        (Locale::De, 12_345, "12.345 Änderungen warten"),
    ] {
        assert_eq!(text(locale, "sync-waiting", &[("count", count.into())]), expect);
    }
    let offline = |locale, count: i64| {
        text(locale, "sync-offline", &[("time", "10:31".into()), ("count", count.into())])
    };
    assert_eq!(offline(Locale::En, 0), "Offline since 10:31");
    assert_eq!(offline(Locale::En, 3), "Offline since 10:31, 3 changes waiting");
    assert_eq!(offline(Locale::De, 1), "Offline seit 10:31 Uhr, 1 Änderung wartet");
}

#[test]
fn accept_language_is_negotiated() {
    for (header, expect) in [
        ("", Locale::En),
        ("de", Locale::De),
        ("DE-at", Locale::De),
        ("es_419", Locale::Es),
        ("fr-CA;q=0.8, de-CH", Locale::De),
        ("it, fr;q=0.7, de;q=0.9", Locale::De),
        ("es, fr", Locale::Es),
        ("it, *;q=0.5, de;q=0.4", Locale::En),
        ("de;q=0, fr;q=0.001", Locale::Fr),
        ("de;q=2, de;q=0.1234, de;q=1.5, de;q=x, de;q=-1, fr ; q=0.3", Locale::Fr),
        ("*", Locale::En),
        (";;,,=", Locale::En),
    ] {
        assert_eq!(Locale::negotiate(header), expect, "{header}");
    }
    assert_eq!(serde_json::to_string(Locale::ALL).unwrap(), r#"["en","fr","es","de"]"#);
    assert_eq!(Locale::from_tag("gsw"), None);
    for locale in Locale::ALL {
        assert_eq!(Locale::from_tag(locale.tag()), Some(*locale));
        assert!(!locale.own_name().is_empty());
    }
}

#[test]
fn money_is_written_as_the_language_does() {
    // CLDR's narrow and plain no-break spaces are shown here as "_" and "~".
    for (minor, currency, en, fr, es, de) in [
        (1_200, "EUR", "€12.00", "12,00~€", "12,00~€", "12,00~€"),
        (-5, "EUR", "-€0.05", "-0,05~€", "-0,05~€", "-0,05~€"),
        (123_456, "EUR", "€1,234.56", "1_234,56~€", "1234,56~€", "1.234,56~€"),
        (123_456_789, "USD", "$1,234,567.89", "1_234_567,89~$US", "1.234.567,89~US$", "1.234.567,89~$"),
        (1_200, "JPY", "¥1,200", "1_200~JPY", "1200~JPY", "1.200~¥"),
        (1_234_567, "KWD", "KWD~1,234.567", "1_234,567~KWD", "1234,567~KWD", "1.234,567~KWD"),
        (-99_950, "CHF", "-CHF~999.50", "-999,50~CHF", "-999,50~CHF", "-999,50~CHF"),
        (0, "GBP", "£0.00", "0,00~£GB", "0,00~GBP", "0,00~£"),
        (1, "XYZ", "XYZ~0.01", "0,01~XYZ", "0,01~XYZ", "0,01~XYZ"),
    ] {
        let written =
            |locale| format_money(minor, currency, locale).replace('\u{202f}', "_").replace('\u{a0}', "~");
        assert_eq!([Locale::En, Locale::Fr, Locale::Es, Locale::De].map(written), [en, fr, es, de]);
    }
    assert_eq!(format_money(i64::MIN, "EUR", Locale::En), "-€92,233,720,368,547,758.08");
    assert_eq!([currency_decimals("CLF"), currency_decimals("ISK"), currency_decimals("TND")], [4, 0, 3]);
}

#[test]
fn prices_have_the_decimals_that_they_need() {
    for (price, currency, en, de) in [
        (48_000, "EUR", "€4.80", "4,80~€"),
        (375, "EUR", "€0.0375", "0,0375~€"),
        (12_345_670, "EUR", "€1,234.567", "1.234,567~€"),
        (0, "EUR", "€0.00", "0,00~€"),
        (2_500_000, "JPY", "¥250", "250~¥"),
        (15_000, "JPY", "¥1.5", "1,5~¥"),
        (20_000, "TND", "TND~2.000", "2,000~TND"),
        (-1, "XYZ", "-XYZ~0.0001", "-0,0001~XYZ"),
    ] {
        let written = |locale| format_price(price, currency, locale).replace('\u{a0}', "~");
        assert_eq!([Locale::En, Locale::De].map(written), [en, de]);
    }
}

#[test]
fn numbers_are_grouped() {
    for (number, en, es) in [
        (0, "0", "0"),
        (-999, "-999", "-999"),
        (1_000, "1,000", "1000"),
        (-12_345, "-12,345", "-12.345"),
        (1_000_000, "1,000,000", "1.000.000"),
        (i64::MIN, "-9,223,372,036,854,775,808", "-9.223.372.036.854.775.808"),
    ] {
        assert_eq!(format_number(number, Locale::En), en);
        assert_eq!(format_number(number, Locale::Es), es);
    }
}

#[test]
fn dates_are_right_on_leap_days_and_before_1970() {
    for (days, en) in [
        (0, "1 January 1970"),
        (-1, "31 December 1969"),
        (59, "1 March 1970"),
        (789, "29 February 1972"),
        (11_016, "29 February 2000"),
        (11_017, "1 March 2000"),
        (-25_509, "28 February 1900"),
        (-25_508, "1 March 1900"),
        (19_782, "29 February 2024"),
        (20_577, "4 May 2026"),
        (47_540, "28 February 2100"),
        (47_541, "1 March 2100"),
        (-719_528, "1 January 0"),
        (-719_529, "31 December -1"),
    ] {
        assert_eq!(format_date(Timestamp(days * DAY_MS), 0, Locale::En), en);
    }
    let first = Timestamp(20_574 * DAY_MS);
    let written =
        [Locale::En, Locale::Fr, Locale::Es, Locale::De].map(|locale| format_date(first, 0, locale));
    assert_eq!(written, ["1 May 2026", "1er mai 2026", "1 de mayo de 2026", "1. Mai 2026"]);
    for edge in [i64::MIN, i64::MAX] {
        assert!(!format_date_time(Timestamp(edge), -720, Locale::En).is_empty());
    }
}

#[test]
fn days_follow_each_other_for_eight_centuries() {
    let (mut year, mut month, mut day) = (1600, 1, 1);
    let lengths = |year: i64| {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    };
    let months = [
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
    ];
    for days in -135_140..157_054_i64 {
        let expect = format!("{day} {} {year}", months[month - 1]);
        assert_eq!(format_date(Timestamp(days * DAY_MS), 0, Locale::En), expect);
        day += 1;
        if day > lengths(year)[month - 1] {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    assert_eq!((year, month, day), (2400, 1, 1));
}

#[test]
fn times_follow_the_offset_over_midnight() {
    for (ms, offset, expect) in [
        (0, 0, "1 January 1970, 00:00"),
        (0, 60, "1 January 1970, 01:00"),
        (0, -1, "31 December 1969, 23:59"),
        (-1, 0, "31 December 1969, 23:59"),
        (23 * HOUR_MS + 30 * MINUTE_MS, 345, "2 January 1970, 05:15"),
        (HOUR_MS, -570, "31 December 1969, 15:30"),
    ] {
        assert_eq!(format_date_time(Timestamp(ms), offset, Locale::En), expect);
    }
    assert_eq!(format_time(Timestamp(9 * HOUR_MS + 5 * MINUTE_MS), 0, Locale::Es), "9:05");
    assert_eq!(format_time(Timestamp(9 * HOUR_MS + 5 * MINUTE_MS), 0, Locale::De), "09:05");
}

#[test]
fn lists_end_with_and() {
    let list = |names: &[&str], locale| {
        format_list(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), locale)
    };
    assert_eq!(list(&[], Locale::En), "");
    assert_eq!(list(&["A"], Locale::Fr), "A");
    assert_eq!(list(&["A", "B"], Locale::Fr), "A et B");
    assert_eq!(list(&["A", "B", "C"], Locale::De), "A, B und C");
    assert_eq!(list(&["Cine", "Historia"], Locale::Es), "Cine e Historia");
    assert_eq!(list(&["Agua", "Hielo"], Locale::Es), "Agua y Hielo");
    assert_eq!(list(&["Paseo", "Ópera"], Locale::Es), "Paseo y Ópera");
}
