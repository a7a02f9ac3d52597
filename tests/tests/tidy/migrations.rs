//! Migrations are append-only: `migrations/CHECKSUMS` remembers every one that was ever written.
//!
//! A line is `<blake3 hex>  <path>`. `UPDATE_CHECKSUMS=1` appends the new files; it never changes a
//! line. Before the first release a migration may still be rewritten: delete its line by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::Complaint;
use crate::project::Project;

const LIST: &str = "migrations/CHECKSUMS";
const UPDATE: &str = "UPDATE_CHECKSUMS";

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) hash: String,
    pub(crate) path: String,
}

/// What a comparison finds.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Breaches that no update repairs.
    pub(crate) complaints: Vec<Complaint>,
    /// Files that the list does not hold yet, sorted by path.
    pub(crate) new: Vec<Entry>,
}

/// Compares the project with its list. With `UPDATE_CHECKSUMS=1` it appends what is new, unless
/// something is wrong.
pub(crate) fn check_or_update(project: &Project) -> Vec<Complaint> {
    let list = project.file(LIST).map_or("", |file| file.text.as_str());
    let findings = compare(list, &hashes(project));
    if !findings.complaints.is_empty() || findings.new.is_empty() {
        return findings.complaints;
    }
    if std::env::var_os(UPDATE).is_some_and(|value| value == "1") {
        let text = appended(list, &findings.new);
        fs::write(project.root.join(LIST), text).expect("the list of checksums can be written");
        return Vec::new();
    }
    let rule = format!("not in {LIST}: run this test with {UPDATE}=1");
    findings.new.iter().map(|entry| Complaint::new(&entry.path, 0, rule.clone())).collect()
}

/// Compares a list with the files that are there (path to hash).
pub(crate) fn compare(list: &str, files: &BTreeMap<String, String>) -> Findings {
    let mut findings = Findings::default();
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    let mut listed = BTreeSet::new();
    for (index, line) in list.lines().enumerate() {
        let mut complain = |rule: &str| findings.complaints.push(Complaint::new(LIST, index + 1, rule));
        let Some(entry) = parsed(line) else {
            complain("not `<blake3 hex>  <path>`");
            continue;
        };
        match files.get(&entry.path) {
            None => complain(&format!("{} is gone: a migration stays for ever", entry.path)),
            Some(hash) if *hash != entry.hash => {
                complain(&format!("{} was changed: add a new migration instead", entry.path));
            }
            Some(_) => {}
        }
        if !follows(&mut last, &entry.path) {
            complain(&format!("{} does not come after the one before it", entry.path));
        }
        listed.insert(entry.path);
    }
    for (path, hash) in files.iter().filter(|(path, _)| !listed.contains(*path)) {
        if follows(&mut last, path) {
            findings.new.push(Entry { hash: hash.clone(), path: path.clone() });
        } else {
            let rule = "comes before a migration that was already written: number it after the last";
            findings.complaints.push(Complaint::new(path, 0, rule));
        }
    }
    findings
}

/// The list with new lines at its end.
pub(crate) fn appended(list: &str, new: &[Entry]) -> String {
    let mut text = list.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for entry in new {
        text.push_str(&format!("{}  {}\n", entry.hash, entry.path));
    }
    text
}

pub(crate) fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

fn hashes(project: &Project) -> BTreeMap<String, String> {
    let is_migration = |path: &str| path.starts_with("migrations/") && path.ends_with(".sql");
    let files = project.files.iter().filter(|file| is_migration(&file.path));
    files.map(|file| (file.path.clone(), hash(&file.text))).collect()
}

fn parsed(line: &str) -> Option<Entry> {
    let (hash, path) = line.split_once("  ")?;
    let sound = hash.len() == 64 && hash.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
    (sound && path.starts_with("migrations/")).then(|| Entry { hash: hash.to_owned(), path: path.to_owned() })
}

/// Whether `path` sorts after the last one of its folder, which it then becomes.
fn follows(last: &mut BTreeMap<String, String>, path: &str) -> bool {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let before = last.insert(folder.to_owned(), path.to_owned());
    before.is_none_or(|before| before.as_str() < path)
}
