//! Brings Pabulib elections in: each file becomes a poll with its projects, ballots and result.
//!
//! A file is read twice: first whole, to find every rejected line and to see that it ends where it
//! should; then again, to import it. The poll is a draft that nobody sees until its last ballot is in,
//! so that a run that was cut short leaves nothing half-done to look at; the next run goes on where it
//! stopped.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hubbub_core::check::TITLE_CHARS_MAX;
use hubbub_core::id::Id;
use hubbub_core::sync::protocol::COMMAND_BYTES_MAX;
use hubbub_core::time::{DAY_MS, Timestamp};
use hubbub_core::voting::command::{BALLOTS_PER_IMPORT_MAX, OPTIONS_MAX};
use hubbub_core::voting::count::{Delta, delta};
use hubbub_core::voting::method::{BallotFault, Candidate, Selection, check_ballot};
use serde_json::{Value, json};

use super::community::{community_id, found, shortened};
use super::job::{ImportError, Job};
use super::pabulib::{Ballot, Election, Project, read};
use super::pabulib_mapping::{Mapping, mapping};
use super::report::Report;
use super::rows::{Entry, Fault, RejectReason, Rejected, content_hash};
use crate::writer::Writer;

/// Bytes of ballots in one command: half of what a command may have, as the last ballot may be long.
const COMMAND_BYTES: usize = COMMAND_BYTES_MAX / 2;
/// How much of a hash names an election of which the file says nothing.
const HASH_CHARS_SHOWN: usize = 12;
/// The earliest year that is believed: the first participatory budget was that of 1989.
const YEAR_MIN: i64 = 1989;

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
    /// Projects whose votes or score in the file are not what its ballots come to.
    pub differences: u64,
}

/// The poll that a file becomes in the community `name`: named by its content.
///
/// # Errors
/// [`ImportError`] when the file can't be read.
pub fn poll_of(file: &Path, name: &str) -> Result<Id, ImportError> {
    Ok(poll_id(community_id(name), &content_hash(file)?))
}

fn poll_id(community: Id, content: &str) -> Id {
    Id::of("pabulib election", &[community, Id::named("content", content)])
}

/// The option that a project of a poll becomes.
#[must_use]
pub fn option_id(poll: Id, project: &str) -> Id {
    Id::of("pabulib project", &[poll, Id::named("project", project)])
}

/// Imports a file, or every `.pb` and `.pb.gz` file of a folder, into the community `name`.
///
/// # Errors
/// [`ImportError`] when the path can't be read, holds no election, or the server can't write; a file that is
/// not right is told and counted. `now` is the server's.
pub fn run(
    writer: &Writer,
    path: &Path,
    name: &str,
    now: Timestamp,
    tell: &mut dyn FnMut(&str),
) -> Result<Imported, ImportError> {
    let files = files(path)?;
    let mut job = Job::new(writer, &format!("import pabulib {name}"));
    let community = found(&mut job, name)?;
    let mut total = Imported::default();
    for file in files {
        let label = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut report = Report::new(&label, tell);
        match import(&mut job, community, &file, now, &mut report) {
            Ok(differences) => {
                total.files += 1;
                total.ballots += report.taken;
                total.rejected += report.rejected;
                total.differences += differences;
                report.say(&format!(
                    "{} ballots are in; {} lines rejected, the counts of {differences} projects differ from the file's",
                    report.taken, report.rejected
                ));
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

/// The files of a path, in order; never none.
///
/// # Errors
/// [`ImportError::Io`], or a folder has no election.
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
    if files.is_empty() {
        return Err(Fault::NoneInFolder { folder: path.to_owned(), what: "election (.pb, .pb.gz)" }.into());
    }
    Ok(files)
}

/// What the first reading of a file found.
struct Sound {
    poll: Id,
    candidates: Vec<Candidate>,
    mapping: Mapping,
    /// Ballot lines that cannot be taken.
    left_out: BTreeSet<u64>,
    ballots: u64,
    /// What names the election where the file says nothing of it.
    hash: String,
    differences: u64,
}

/// Imports a file; how many of its projects' counts are not what its ballots come to.
fn import(
    job: &mut Job<'_>,
    community: Id,
    file: &Path,
    now: Timestamp,
    report: &mut Report<'_>,
) -> Result<u64, ImportError> {
    let sound = examine(file, community, report)?;
    let mut election = read(file)?;
    let window = window(&election, now).unwrap_or_else(|| {
        report.say("says no year that is over; the poll is dated to 2000");
        day_of(2000)
    });
    job.command(sound.poll.derive(0), &create_command(&election, &sound, community, window))?;
    let mut ballots: Vec<Value> = Vec::new();
    let (mut number, mut bytes, mut brought) = (0, 0, 0);
    for entry in &mut election {
        if let Entry::Record(ballot) = entry?
            && !sound.left_out.contains(&ballot.line)
        {
            let voter = Id::of("pabulib voter", &[sound.poll, Id::named("voter", &ballot.voter)]);
            let selections = ballot.selections(&sound.candidates);
            let ballot = json!({ "voter": voter, "at": window.0, "selections": selections });
            bytes += ballot.to_string().len();
            ballots.push(ballot);
            brought += 1;
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
    job.finish()?;
    if brought != sound.ballots {
        return Err(ImportError::Changed);
    }
    for (ordinal, kind) in [(1, "schedule"), (2, "publish_result")] {
        let command = json!({ "area": "voting", "kind": kind, "poll": sound.poll });
        job.command(sound.poll.derive(ordinal), &command)?;
    }
    job.finish()?;
    Ok(sound.differences)
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

/// Reads the whole file once and tells every line that will be left out, and every count of a project that
/// is not as the file says.
fn examine(file: &Path, community: Id, report: &mut Report<'_>) -> Result<Sound, ImportError> {
    let mut election = read(file)?;
    let mapping = mapping(&election.meta)?;
    let hash = content_hash(file)?;
    let poll = poll_id(community, &hash);
    if election.projects.len() > OPTIONS_MAX {
        return Err(Fault::TooManyProjects(OPTIONS_MAX).into());
    }
    for rejected in &election.rejected_projects {
        report.reject(rejected);
    }
    let candidates = election.candidates(|project| option_id(poll, &project.id));
    if !mapping.not_kept.is_empty() {
        report.say(&format!("bounds that are not kept here: {}", mapping.not_kept.join(", ")));
    }
    let (mut count, mut ballots) = (Delta::default(), 0);
    let (mut left_out, mut voters) = (BTreeSet::new(), BTreeSet::new());
    for entry in &mut election {
        match entry? {
            Entry::Rejected(rejected) => report.reject(&rejected),
            Entry::Record(ballot) if !voters.insert(Id::named("voter", &ballot.voter)) => {
                report.reject(&twice(&ballot));
                left_out.insert(ballot.line);
            }
            Entry::Record(ballot) => {
                let selections = ballot.selections(&candidates);
                if let Some(reason) = unfit(&mapping, &candidates, &selections, report, ballot.line) {
                    report.rejected += 1;
                    report.say(&format!("line {}: the ballot is {reason}", ballot.line));
                    left_out.insert(ballot.line);
                } else {
                    count.add(&delta(&mapping.method, None, Some(selections.as_slice())));
                    ballots += 1;
                }
            }
        }
    }
    let differences = tell_differences(&election.projects, &candidates, &count, report);
    Ok(Sound { poll, candidates, mapping, left_out, ballots, hash, differences })
}

/// A second ballot of a voter: which of them is meant, the file does not say. The first one stands.
fn twice(ballot: &Ballot) -> Rejected {
    let reason = RejectReason::Twice { column: "voter_id", found: ballot.voter.clone() };
    Rejected { line: ballot.line, reason, excerpt: format!("{} choices", ballot.choices.len()) }
}

/// Says each count of a project that is not what the ballots come to; how many projects that are.
fn tell_differences(
    projects: &[Project],
    candidates: &[Candidate],
    count: &Delta,
    report: &mut Report<'_>,
) -> u64 {
    let mut differences = 0;
    for (project, candidate) in projects.iter().zip(candidates) {
        let (votes, score) = count.options.get(&candidate.id).copied().unwrap_or_default();
        let wrong: Vec<String> = [("votes", project.votes, votes), ("score", project.score, score)]
            .into_iter()
            .filter_map(|(word, told, found)| Some((word, told.filter(|told| *told != found)?, found)))
            .map(|(word, told, found)| format!("{word} {told} by the file, {found} by its ballots"))
            .collect();
        if !wrong.is_empty() {
            differences += 1;
            report.say(&format!("project {}: {}", project.id, wrong.join("; ")));
        }
    }
    differences
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
    (opens_at, closes_at): (Timestamp, Timestamp),
) -> Value {
    let meta = |key: &str| election.meta.values.get(key).map_or("", |value| value.trim());
    // Never the file's name: the same election under another name is the same poll.
    let place: Vec<&str> = ["country", "unit", "district", "instance"]
        .map(meta)
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let title = match (meta("description"), place.join(", ")) {
        ("", place) if place.is_empty() => sound.hash.chars().take(HASH_CHARS_SHOWN).collect(),
        ("", place) => place,
        (description, _) => description.to_owned(),
    };
    let option = |project: &Project| {
        let name = if project.name.is_empty() { &project.id } else { &project.name };
        json!({
            "option": option_id(sound.poll, &project.id),
            "title": { "en": shortened(name, TITLE_CHARS_MAX) },
            "cost_minor": project.cost_minor,
        })
    };
    // A rule that is not one of ours: the counts are shown as they are, the highest first.
    let counts_only = json!({ "kind": "plurality", "by": "ballots", "seats": 1, "tie_break": null });
    let outcome = sound.mapping.outcome.as_ref().map_or(counts_only, |outcome| json!(outcome));
    json!({
        "area": "voting", "kind": "create_poll", "poll": sound.poll, "community": community,
        "terms": {
            "title": { "en": shortened(&title, TITLE_CHARS_MAX) },
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

/// A day in the year that the file names, if that day is over. The files tell days of an election at best,
/// never those of a ballot.
fn window<R>(election: &Election<R>, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let keys = ["date_begin", "date_end", "instance", "edition"];
    let texts = keys.iter().filter_map(|key| election.meta.values.get(*key));
    let years = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_digit()));
    let years = years.filter(|word| word.len() == 4).filter_map(|word| word.parse::<i64>().ok());
    years.filter(|year| *year >= YEAR_MIN).map(day_of).find(|(_, closes_at)| *closes_at <= now)
}

/// 1 January of a year.
fn day_of(year: i64) -> (Timestamp, Timestamp) {
    // Days since 1970, by the Gregorian rule.
    let before = year - 1;
    let days = before * 365 + before / 4 - before / 100 + before / 400 - 719_162;
    (Timestamp(days * DAY_MS), Timestamp((days + 1) * DAY_MS))
}
