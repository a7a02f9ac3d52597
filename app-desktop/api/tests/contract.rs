//! The windows are written against types made from the calls. The committed file equals a fresh one, and the web
//! side holds no rule, no SQL and no arithmetic with money.

use std::fs;
use std::path::{Path, PathBuf};

use hubbub_desktop_api::contract;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_committed_types_equal_a_fresh_export() {
    let file = root().join(contract::FILE);
    let fresh = contract::typescript();
    if std::env::var_os("UPDATE_CONTRACT").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &fresh).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == fresh, "{} is not fresh: run this test with UPDATE_CONTRACT=1", contract::FILE);
}

/// Words that would mean the web side decides or computes what only core may.
const FORBIDDEN: &[(&str, &str)] = &[
    (": any", "types come from the contract"),
    ("<any>", "types come from the contract"),
    ("as any", "types come from the contract"),
    ("SELECT ", "queries live in core"),
    ("INSERT INTO", "queries live in core"),
    ("Intl.NumberFormat", "figures are written out by core"),
    ("Intl.DateTimeFormat", "dates are written out by core"),
    ("toLocaleString", "figures and dates are written out by core"),
    ("toLocaleDateString", "dates are written out by core"),
    ("parseFloat", "money is read by core"),
    ("toFixed", "money is written out by core"),
    ("_minor *", "money is counted by core"),
    ("_minor +", "money is counted by core"),
    ("_minor -", "money is counted by core"),
    ("_minor /", "money is counted by core"),
    ("{@html", "text of people is never markup"),
];

#[test]
fn the_web_side_holds_no_rule_no_query_and_no_arithmetic_with_money() {
    let mut complaints = Vec::new();
    let files = files_below(&root().join("app-desktop/ui/src"));
    assert!(files.len() > 5, "the web side was not found");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for (index, line) in text.lines().enumerate() {
            // `overflow-wrap: anywhere` is no type.
            let line = line.replace(": anywhere", "");
            for (word, why) in FORBIDDEN.iter().filter(|(word, _)| line.contains(word)) {
                complaints.push(format!("{}:{}: `{word}`: {why}", file.display(), index + 1));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("gen") {
            files.extend(files_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "ts" || extension == "svelte") {
            files.push(path);
        }
    }
    files
}
