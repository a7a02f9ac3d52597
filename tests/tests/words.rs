//! Every text is used: a key that no source file names is an orphan that four people would translate for
//! nothing. Keys built from data belong to a family below; keys written ahead of their screen are listed
//! until that screen names them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::Entry;
use fluent_syntax::parser;

/// Families whose last part is a word from data, and where that word comes from.
const FAMILIES: &[(&str, &str)] = &[
    ("refusal-", "core/src/refusal.rs: Code"),
    ("remedy-", "core/src/refusal.rs: Remedy"),
    ("issue-", "core/src/refusal.rs: Detail.issue"),
    ("role-", "core/src/access.rs: Role"),
    ("notice-", "core/src/notice: Kind"),
    ("category-", "core/src/content: Category"),
    ("content-state-", "core/src/content: the item's state"),
    ("poll-state-", "core/src/voting: the poll's state"),
    ("method-", "core/src/voting: Method, its name"),
    ("how-", "core/src/voting: Method, what to do"),
    ("explain-", "core/src/voting: the steps of an outcome"),
    ("title-", "core/src/domain.rs: headings of commands"),
    ("order-", "core/src/ordering: status, step, event, capacity, fulfilment, payment"),
    ("short-", "core/src/ordering: ShortReason, Remainder"),
    ("train-phase-", "core/src/ordering: Phase"),
    ("fail-reason-", "core/src/delivery: FailReason"),
    ("stop-phase-", "core/src/delivery: StopPhase"),
    ("run-state-", "core/src/delivery: RunState"),
    ("unplanned-", "core/src/delivery: WhyLeft"),
    ("proof-", "core/src/delivery: Method, Relation, Review"),
    ("review-why-", "core/src/delivery: Why"),
    ("paid-by-", "core/src/delivery: PaidBy"),
    ("cash-reason-", "core/src/delivery: CashReason"),
    ("stock-reason-", "core/src/inventory: AdjustReason"),
    ("reserve-", "core/src/auction/lot.rs: Reserve"),
    ("reaction-", "core/src/content: ReactionKind"),
    ("report-", "core/src/content: ReportReason"),
    ("feed-", "core/src/feed.rs: FeedKind"),
    ("dispute-", "core/src/dispute: State, Reason, Act, Actor, Ending, Resolution and Offer"),
    ("evidence-", "core/src/dispute: EvidenceKind"),
    ("desk-did-", "core/src/dispute: Act, as what was done"),
    ("desk-will-", "core/src/dispute: Act, as what it brings"),
    ("ticket-state-", "core/src/support: Status"),
    ("ticket-cause-", "core/src/support: Cause"),
    ("ticket-clock-", "core/src/support: Which"),
    ("settings-theme-", "app-mobile/src/settings.rs: Theme"),
    ("drive-look-", "app-mobile/src/settings.rs: DriverLook"),
];

/// Keys whose screen is still to come. Take a key off this list when a source file names it.
const AHEAD: &[&str] = &[
    "change-attempts",
    "change-needs-you",
    "change-sent",
    "community-hubs",
    "community-members",
    "unit-hours",
];

/// Where words are shown. A folder that does not exist yet is passed over.
const SOURCES: &[&str] = &[
    "core/src",
    "sync-server/src",
    "app-mobile/src",
    "app-desktop/api",
    "app-desktop/host",
    "app-desktop/src-tauri/src",
    "app-desktop/ui/src",
];

#[test]
fn every_key_is_used() {
    let sources = source_texts();
    let orphans: Vec<String> = keys()
        .into_iter()
        .filter(|key| !in_family(key) && !AHEAD.contains(&key.as_str()) && !is_named(key, &sources))
        .collect();
    assert!(orphans.is_empty(), "no source file names {orphans:?}");
}

#[test]
fn the_list_of_keys_ahead_of_their_screens_only_shrinks() {
    let sources = source_texts();
    let keys = keys();
    let stale: Vec<&&str> = AHEAD
        .iter()
        .filter(|key| !keys.contains(**key) || in_family(key) || is_named(key, &sources))
        .collect();
    assert!(stale.is_empty(), "take these off AHEAD: {stale:?}");
}

#[test]
fn every_family_has_members() {
    let keys = keys();
    for (prefix, origin) in FAMILIES {
        assert!(keys.iter().any(|key| key.starts_with(prefix)), "no key begins with {prefix} ({origin})");
    }
}

fn in_family(key: &str) -> bool {
    FAMILIES.iter().any(|(prefix, _)| key.starts_with(prefix))
}

/// Whether a source names the key as a literal, in any kind of quotes.
fn is_named(key: &str, sources: &[String]) -> bool {
    let literals = [format!("\"{key}\""), format!("'{key}'"), format!("`{key}`")];
    sources.iter().any(|source| literals.iter().any(|literal| source.contains(literal)))
}

/// The keys of the English texts; a test in core proves that the other languages have the same.
fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for file in files_below(&root().join("locales/en"), &["ftl"]) {
        let source = fs::read_to_string(&file).unwrap();
        let resource =
            parser::parse(source).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                keys.insert(message.id.name);
            }
        }
    }
    assert!(!keys.is_empty());
    keys
}

/// What the shells, the server and core say in code; their tests do not count as use.
fn source_texts() -> Vec<String> {
    SOURCES
        .iter()
        .flat_map(|folder| files_below(&root().join(folder), &["rs", "ts", "svelte"]))
        .filter(|file| file.file_stem().is_none_or(|stem| stem != "tests"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect()
}

fn files_below(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
            files.extend(files_below(&path, extensions));
        } else if extensions.contains(&extension) {
            files.push(path);
        }
    }
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
