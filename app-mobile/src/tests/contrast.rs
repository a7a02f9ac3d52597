//! Every pair of colours that may meet on a screen has enough contrast (WCAG 2.1, 1.4.3 and 1.4.11), in each look.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../../design/tokens.css");

/// Colours by token.
type Look = BTreeMap<String, String>;

/// Ground, what stands on it, and the ratio it needs.
const PAIRS: &[(&str, &str, f64)] = &[
    ("surface", "text", 4.5),
    ("surface", "muted", 4.5),
    ("surface", "primary", 4.5),
    ("surface", "link", 4.5),
    ("surface", "danger", 4.5),
    ("raised", "text", 4.5),
    ("raised", "muted", 4.5),
    ("raised", "primary", 4.5),
    ("raised", "link", 4.5),
    ("raised", "danger", 4.5),
    ("primary", "on-primary", 4.5),
    ("danger", "on-danger", 4.5),
    ("warn", "on-warn", 4.5),
    ("pending", "on-pending", 4.5),
    ("text", "surface", 4.5),
    ("surface", "border", 3.0),
    ("raised", "border", 3.0),
    ("surface", "focus", 3.0),
    ("raised", "focus", 3.0),
];

/// In full sun nothing is below this.
const SUNLIGHT: f64 = 7.0;

#[test]
fn every_pair_can_be_read_in_every_look() {
    let looks = looks();
    let mut faint = Vec::new();
    for (name, look) in &looks {
        for (ground, figure, needed) in PAIRS {
            let needed = if *name == "sunlight" { needed.max(SUNLIGHT) } else { *needed };
            let ratio = ratio(&look[*ground], &look[*figure]);
            if ratio < needed {
                faint.push(format!("{name}: {figure} on {ground} is {ratio:.2}, needs {needed}"));
            }
        }
    }
    assert!(faint.is_empty(), "{faint:#?}");
    assert_eq!(looks.len(), 4);
}

#[test]
fn dark_by_the_system_and_dark_by_choice_are_one() {
    let blocks = blocks();
    let dark = |start: &str| {
        blocks.iter().find(|(selector, _)| selector.contains(start)).map(|(_, look)| look).unwrap()
    };
    assert_eq!(dark(":not([data-theme=\"light\"])"), dark("[data-theme=\"dark\"]"));
}

#[test]
fn the_measure_is_that_of_the_standard() {
    assert!((ratio("#000000", "#ffffff") - 21.0).abs() < 0.01);
    assert!((ratio("#767676", "#ffffff") - 4.54).abs() < 0.01);
}

/// The four looks, each on top of the light one.
fn looks() -> Vec<(&'static str, Look)> {
    let blocks = blocks();
    let find = |part: &str| {
        blocks.iter().find(|(selector, look)| selector.contains(part) && look.len() > 5).unwrap().1.clone()
    };
    let light = find(":root");
    let over = |part: &str| light.clone().into_iter().chain(find(part)).collect::<Look>();
    vec![
        ("light", light.clone()),
        ("dark", over("data-theme=\"dark\"")),
        ("sunlight", over("data-driver=\"sunlight\"")),
        ("night", over("data-driver=\"night\"")),
    ]
}

/// Each rule of the file with its colours.
fn blocks() -> Vec<(String, Look)> {
    let mut found = Vec::new();
    for block in TOKENS.split('}') {
        let Some((selector, body)) = block.rsplit_once('{') else { continue };
        let colours = body.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'));
        let colours = colours.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
        found.push((
            selector.trim().to_owned(),
            colours.filter(|(_, value)| value.starts_with('#')).collect(),
        ));
    }
    found
}

/// The contrast ratio of two colours.
fn ratio(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance (WCAG 2.1, after IEC 61966-2-1).
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
    let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5))
}
