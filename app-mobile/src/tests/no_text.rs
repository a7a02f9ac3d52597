//! No words in code: what people read comes from `locales/`. This test reads the components and finds text nodes,
//! labels and titles that are written out.

use std::fs;
use std::path::{Path, PathBuf};

/// Attributes whose value is read out or shown.
const READ: &[&str] = &[
    "aria_label: \"",
    "title: \"",
    "label: \"",
    "words: \"",
    "alt: \"",
    "hint: \"",
    "placeholder: \"",
    "detail: \"",
    "end: \"",
];

/// Letters that are the same in every language.
const NAMES: &[&str] = &["Hubbub", "Margot Lefèvre"];

#[test]
fn components_hold_no_words() {
    let found: Vec<String> =
        files().iter().flat_map(|file| breaches(&fs::read_to_string(file).unwrap())).collect();
    assert!(found.is_empty(), "words in code: {found:#?}");
}

#[test]
fn words_are_found_where_they_may_hide() {
    for bad in [
        "rsx! { p { \"Hello there\" } }",
        "rsx! {\n    \"Vote now\"\n}",
        "rsx! { button { aria_label: \"Close\" } }",
        "rsx! { Field { id: \"x\", label: \"Your name\", value } }",
        "rsx! { p { \"{count} votes\" } }",
        "rsx! { button { aria_label: if open { \"Close\" } } }",
        "rsx! { p { if open { \"Open\" } } }",
    ] {
        assert_eq!(breaches(bad).len(), 1, "{bad}");
    }
    for good in [
        "rsx! { p { {t(\"vote-cast\")} } }",
        "rsx! { p { class: \"muted small\", \"{words}\" } }",
        "rsx! { Picture { hash, alt: \"\", sign } }",
        "rsx! { \"{at} · {size}\" }",
        "rsx! { Field { id: \"x\", label: t(\"email\"), value } }",
        "rsx! { div { class: if on { \"tab here\" } else { \"tab\" } } }",
        "rsx! { p { {t(if on { \"vote-cast\" } else { \"vote-change\" })} } }",
        "rsx! { p { } } fn after() -> &'static str { if on { \"vote-cast\" } else { \"vote-change\" } }",
    ] {
        assert_eq!(breaches(good), Vec::<String>::new(), "{good}");
    }
}

/// The text nodes and read attributes of a source that hold letters of their own.
fn breaches(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut found = Vec::new();
    for rsx in source.split("rsx! {").skip(1).map(block) {
        for (at, _) in rsx.match_indices('"') {
            let before = rsx[..at].trim_end();
            let line = before.rsplit('\n').next().unwrap_or_default();
            let is_node = before.is_empty()
                || (before.ends_with('{') && !is_unread_choice(line))
                || (before.ends_with(',') && starts_node(rsx, at));
            let is_read = READ.iter().any(|name| {
                rsx[..=at].ends_with(name)
                    && !line.trim_end().ends_with(&format!("_{name}").replace("\"", ""))
            });
            if !(is_node || is_read) {
                continue;
            }
            let literal = rsx[at + 1..].split('"').next().unwrap_or_default();
            if has_letters(literal) {
                found.push(literal.to_owned());
            }
        }
    }
    found
}

/// What stands between the braces that were opened before `rest`. Literals hold their braces in pairs.
fn block(rest: &str) -> &str {
    let mut depth = 1_u32;
    let end = rest.find(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    &rest[..end.unwrap_or(rest.len())]
}

/// Whether a line that ends in `{` chooses the value of an attribute that is not read, as
/// `class: if on { `, or the argument of a call, as `t(if on { `.
fn is_unread_choice(line: &str) -> bool {
    let Some((before, _)) = line.rsplit_once("if ") else { return false };
    let before = before.trim_end();
    let Some(name) = before.strip_suffix(':') else { return before.ends_with('(') };
    let name =
        name.rsplit(|letter: char| !(letter.is_alphanumeric() || letter == '_')).next().unwrap_or_default();
    !READ.contains(&format!("{name}: \"").as_str())
}

/// Whether a literal after a comma is a text node: nothing but a brace or a line's end follows it.
fn starts_node(rsx: &str, at: usize) -> bool {
    let rest = rsx[at + 1..].split_once('"').map_or("", |(_, rest)| rest);
    rest.trim_start_matches(' ').starts_with(['}', '\n'])
}

/// Whether something is left when what is put in, and names, are taken out.
fn has_letters(literal: &str) -> bool {
    let mut rest = literal.to_owned();
    for name in NAMES {
        rest = rest.replace(name, "");
    }
    let mut depth = 0_u32;
    rest.chars().any(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => return depth == 0 && letter.is_alphabetic(),
        }
        false
    })
}

fn files() -> Vec<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![source.join("screens"), source.join("shell"), source.join("parts")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    assert!(files.len() > 20);
    files
}
