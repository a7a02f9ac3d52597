//! Brings Pabulib elections in: each file becomes a poll with its projects, ballots and result.
//!
//! A file is read twice: first whole, to find every rejected line and to see that it ends where it
//! should; then again, to import it. The poll is a draft that nobody sees until its last ballot is in,
//! so that a run that was cut short leaves nothing half-done to look at; the next run goes on where it
//! stopped.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hubbub_core::id::Id;
use hubbub_core::sync::protocol::COMMAND_BYTES_MAX;
use hubbub_core::time::{DAY_MS, Timestamp};
use hubbub_core::voting::command::BALLOTS_PER_IMPORT_MAX;
use hubbub_core::voting::method::{BallotFault, Candidate, Selection, check_ballot};
use serde_json::{Value, json};

use super::community::{found, shortened};
use super::job::{ImportError, Job};
use super::pabulib::{Election, Project, read};
use super::pabulib_mapping::{Mapping, mapping};
use super::report::Report;
use super::rows::Entry;
use crate::writer::Writer;

/// Bytes of ballots in one command: half of what a command may have, as the last ballot may be long.
const COMMAND_BYTES: usize = COMMAND_BYTES_MAX / 2;

/// What became of the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Files that are in, now or since an earlier run.
    pub files: u64,
    /// Files that were refused whole.
    pub failed: u64,
    /// Ballots that are in.
    pub ballots: u64,
    /// Lines that were rejected.
    pub rejected: u64,
}

/// The poll that a file's content becomes.
#[must_use]
pub fn poll_id(content: &str) -> Id {
    Id::named("pabulib election", content)
}

/// The poll that a file becomes.
///
/// # Errors
/// [`ImportError`] when the file can't be read.
pub fn poll_of(file: &Path) -> Result<Id, ImportError> {
    Ok(poll_id(&content_hash(file)?))
}

/// The option that a project of a poll becomes.
#[must_use]
pub fn option_id(poll: Id, project: &str) -> Id {
    Id::of("pabulib project", &[poll, Id::named("project", project)])
}

/// Imports a file, or every `.pb` and `.pb.gz` file of a folder, into the community `name`.
///
/// # Errors
/// [`ImportError`] when the path can't be read or the server can't write; a file that is not right is
/// told and counted.
pub fn run(
    writer: &Writer,
    path: &Path,
    name: &str,
    tell: &mut dyn FnMut(&str),
) -> Result<Imported, ImportError> {
    let mut job = Job::new(writer, &format!("import pabulib {name}"));
    let community = found(&mut job, name)?;
    let mut total = Imported::default();
    for file in files(path)? {
        let label = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut report = Report::new(&label, tell);
        match import(&mut job, community, &file, &label, &mut report) {
            Ok(()) => {
                total.files += 1;
                total.ballots += report.taken;
                total.rejected += report.rejected;
                let line = format!("{} ballots are in, {} lines rejected", report.taken, report.rejected);
                report.say(&line);
            }
            Err(ImportError::Trouble(trouble)) => return Err(trouble.into()),
            Err(problem) => {
                total.failed += 1;
                report.say(&format!("not imported: {problem}"));
            }
        }
    }
    Ok(total)
}

/// The files of a path, in order.
///
/// # Errors
/// [`ImportError::Io`].
pub fn files(path: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let failed = |error| ImportError::Io(path.to_owned(), error);
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(".pb") || name.ends_with(".pb.gz") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// What the first reading of a file found.
struct Sound {
    poll: Id,
    candidates: Vec<Candidate>,
    mapping: Mapping,
    /// Ballot lines that cannot be taken.
    left_out: BTreeSet<u64>,
}

fn import(
    job: &mut Job<'_>,
    community: Id,
    file: &Path,
    label: &str,
    report: &mut Report<'_>,
) -> Result<(), ImportError> {
    let sound = examine(file, report)?;
    let mut election = read(file)?;
    let (opens_at, closes_at) = window(&election);
    let create = create_command(&election, &sound, community, label, opens_at, closes_at);
    job.command(sound.poll.derive(0), &create)?;
    let mut ballots: Vec<Value> = Vec::new();
    let (mut number, mut bytes) = (0, 0);
    for entry in &mut election {
        if let Entry::Record(ballot) = entry?
            && !sound.left_out.contains(&ballot.line)
        {
            let voter = Id::of("pabulib voter", &[sound.poll, Id::named("voter", &ballot.voter)]);
            let selections = ballot.selections(&sound.candidates);
            let ballot = json!({ "voter": voter, "at": opens_at, "selections": selections });
            bytes += ballot.to_string().len();
            ballots.push(ballot);
            report.take();
        }
        if ballots.len() == BALLOTS_PER_IMPORT_MAX || bytes > COMMAND_BYTES {
            bring_in(job, sound.poll, &mut number, &mut ballots)?;
            bytes = 0;
        }
    }
    if !ballots.is_empty() {
        bring_in(job, sound.poll, &mut number, &mut ballots)?;
    }
    for (ordinal, kind) in [(1, "schedule"), (2, "publish_result")] {
        let command = json!({ "area": "voting", "kind": kind, "poll": sound.poll });
        job.command(sound.poll.derive(ordinal), &command)?;
    }
    job.finish()
}

fn bring_in(
    job: &mut Job<'_>,
    poll: Id,
    number: &mut u32,
    ballots: &mut Vec<Value>,
) -> Result<(), ImportError> {
    let command = json!({ "area": "voting", "kind": "import_ballots", "poll": poll, "ballots": std::mem::take(ballots) });
    *number += 1;
    job.command(Id::of("pabulib ballots", &[poll]).derive(*number), &command)
}

/// Reads the whole file once and tells every line that will be left out.
fn examine(file: &Path, report: &mut Report<'_>) -> Result<Sound, ImportError> {
    let mut election = read(file)?;
    let mapping = mapping(&election.meta)?;
    let poll = poll_of(file)?;
    for rejected in &election.rejected_projects {
        report.reject(rejected);
    }
    let candidates = election.candidates(|project| option_id(poll, &project.id));
    if !mapping.not_kept.is_empty() {
        report.say(&format!("bounds that are not kept here: {}", mapping.not_kept.join(", ")));
    }
    let mut left_out = BTreeSet::new();
    for entry in &mut election {
        match entry? {
            Entry::Rejected(rejected) => report.reject(&rejected),
            Entry::Record(ballot) => {
                let selections = ballot.selections(&candidates);
                if let Some(reason) = unfit(&mapping, &candidates, &selections, report, ballot.line) {
                    report.rejected += 1;
                    report.say(&format!("line {}: the ballot is {reason}", ballot.line));
                    left_out.insert(ballot.line);
                }
            }
        }
    }
    Ok(Sound { poll, candidates, mapping, left_out })
}

/// Why a ballot cannot be taken. One that names a project twice was counted where it was cast, and is
/// taken as it stands.
fn unfit(
    mapping: &Mapping,
    candidates: &[Candidate],
    selections: &[Selection],
    report: &mut Report<'_>,
    line: u64,
) -> Option<&'static str> {
    match check_ballot(&mapping.method, candidates, selections, mapping.blank_allowed) {
        Ok(()) => None,
        Err(BallotFault::OptionTwice) => {
            report.say(&format!("line {line}: names a project twice; taken as it was counted there"));
            None
        }
        Err(fault) => Some(fault.word()),
    }
}

fn create_command<R>(
    election: &Election<R>,
    sound: &Sound,
    community: Id,
    label: &str,
    opens_at: Timestamp,
    closes_at: Timestamp,
) -> Value {
    let meta = |key: &str| election.meta.values.get(key).map_or("", String::as_str);
    let title = if meta("description").is_empty() { label } else { meta("description") };
    let option = |project: &Project| {
        let name = if project.name.is_empty() { &project.id } else { &project.name };
        json!({
            "option": option_id(sound.poll, &project.id),
            "title": { "en": shortened(name, 120) },
            "cost_minor": project.cost_minor,
        })
    };
    // A rule that is not one of ours: the counts are shown as they are, the highest first.
    let counts_only = json!({ "kind": "plurality", "by": "ballots", "seats": 1, "tie_break": null });
    let outcome = sound.mapping.outcome.as_ref().map_or(counts_only, |outcome| json!(outcome));
    json!({
        "area": "voting", "kind": "create_poll", "poll": sound.poll, "community": community,
        "terms": {
            "title": { "en": shortened(title, 120) },
            "method": sound.mapping.method, "outcome": outcome,
            "currency": currency(meta("currency")),
            "blank_allowed": sound.mapping.blank_allowed, "changeable": false,
            "opens_at": opens_at, "closes_at": closes_at, "result_mode": "after_close",
        },
        "options": election.projects.iter().map(option).collect::<Vec<_>>(),
    })
}

/// The file's currency where it is an ISO 4217 code; a made-up unit otherwise ("XXX": no currency).
fn currency(text: &str) -> &str {
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) { text } else { "XXX" }
}

/// A day in the year that the file names. The files tell days of an election at best, never those of a
/// ballot.
fn window<R>(election: &Election<R>) -> (Timestamp, Timestamp) {
    let keys = ["date_begin", "date_end", "instance", "edition"];
    let texts = keys.iter().filter_map(|key| election.meta.values.get(*key));
    let year = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_digit()));
    let year = year.filter(|word| word.len() == 4).find_map(|word| word.parse::<i64>().ok());
    let year = year.filter(|year| (1990..2026).contains(year)).unwrap_or(2000);
    // Days since 1970 of 1 January, by the Gregorian rule.
    let before = year - 1;
    let days = before * 365 + before / 4 - before / 100 + before / 400 - 719_162;
    (Timestamp(days * DAY_MS), Timestamp((days + 1) * DAY_MS))
}

/// The hash of a file's bytes, packed or not: the same file again is the same election.
pub(super) fn content_hash(file: &Path) -> Result<String, ImportError> {
    let failed = |error| ImportError::Io(file.to_owned(), error);
    let mut hasher = blake3::Hasher::new();
    let mut input = super::rows::open(file)?;
    std::io::copy(&mut input, &mut hasher).map_err(failed)?;
    Ok(hasher.finalize().to_hex().to_string())
}
