//! Brings Polis conversations in: each statement becomes a poll with agree, disagree and pass.
//!
//! Two ways. An import brings the votes along, in their order; a voter's later vote replaces the
//! earlier one, and both stay in the history. A rehearsal opens the polls and makes an account for
//! every voter, so that devices can cast the votes again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hubbub_core::id::Id;
use hubbub_core::time::{DAY_MS, HOUR_MS, Timestamp};
use hubbub_core::voting::command::BALLOTS_PER_IMPORT_MAX;
use hubbub_core::voting::method::Selection;
use serde_json::{Value, json};

use super::community::{found, shortened};
use super::job::{ImportError, Job};
use super::polis::{Comment, Conversation, Vote, VoteEvent};
use super::report::Report;
use super::rows::Entry;
use crate::writer::Writer;

/// Votes of one conversation held in memory at most; they come in any order and must be sorted.
pub const VOTES_MAX: usize = 5_000_000;

/// What became of a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Statements that are in.
    pub statements: u64,
    /// Votes that are in.
    pub votes: u64,
    /// Lines that were rejected.
    pub rejected: u64,
}

/// The poll that a statement of a conversation becomes.
#[must_use]
pub fn poll_id(conversation: &str, statement: u64) -> Id {
    Id::named("polis statement", &format!("{conversation}/{statement}"))
}

/// The voter as a person.
#[must_use]
pub fn voter_id(conversation: &str, voter: u64) -> Id {
    Id::named("polis voter", &format!("{conversation}/{voter}"))
}

/// The address under which a voter signs in after a rehearsal was made ready.
#[must_use]
pub fn voter_email(conversation: &str, voter: u64) -> String {
    format!("voter-{voter}@{conversation}.example")
}

/// The option of a statement's poll that a vote names.
#[must_use]
pub fn option_id(poll: Id, vote: Vote) -> Id {
    poll.derive(match vote {
        Vote::Agree => 100,
        Vote::Disagree => 101,
        Vote::Pass => 102,
    })
}

/// The name of a conversation: its files' common start.
#[must_use]
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    ["-votes.csv.gz", "-votes.csv", "-comments.csv", "-summary.csv"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending).map(str::to_owned))
        .unwrap_or(name)
}

/// A conversation in memory: statements, and votes in their order.
pub struct Read {
    /// Its name.
    pub name: String,
    /// The statements.
    pub statements: Vec<Comment>,
    /// The votes on them, sorted by time; votes of one moment keep the file's order.
    pub votes: Vec<VoteEvent>,
}

/// Reads a conversation whole, telling every rejected line. `path` is the common start of its files.
///
/// # Errors
/// [`ImportError::File`] when a file is not what it should be.
pub fn read(path: &Path, report: &mut Report<'_>) -> Result<Read, ImportError> {
    let conversation = Conversation::find(path)?;
    let mut statements = Vec::new();
    for entry in conversation.comments()? {
        match entry? {
            Entry::Record(comment) => statements.push(comment),
            Entry::Rejected(rejected) => report.reject(&rejected),
        }
    }
    let known: BTreeSet<u64> = statements.iter().map(|comment| comment.id).collect();
    let mut votes: Vec<VoteEvent> = Vec::new();
    for entry in conversation.votes()? {
        match entry? {
            Entry::Record(vote) if known.contains(&vote.comment) && votes.len() < VOTES_MAX => {
                report.take();
                votes.push(vote);
            }
            Entry::Record(vote) => {
                report.rejected += 1;
                let reason = if votes.len() < VOTES_MAX { "on an unknown statement" } else { "one too many" };
                report.say(&format!(
                    "a vote of voter {} on statement {} is {reason}",
                    vote.voter, vote.comment
                ));
            }
            Entry::Rejected(rejected) => report.reject(&rejected),
        }
    }
    votes.sort_by_key(|vote| vote.at_ms);
    Ok(Read { name: name_of(path), statements, votes })
}

/// Imports a conversation with its votes into the community `name`.
///
/// # Errors
/// [`ImportError`]; what was imported before stays, and the next run goes on from there.
pub fn run(
    writer: &Writer,
    path: &Path,
    name: &str,
    tell: &mut dyn FnMut(&str),
) -> Result<Imported, ImportError> {
    let label = name_of(path);
    let mut report = Report::new(&label, tell);
    let read = read(path, &mut report)?;
    let mut job = Job::new(writer, &format!("import polis {label}"));
    let community = found(&mut job, name)?;
    let first = read.votes.first().map_or(0, |vote| vote.at_ms);
    let last = read.votes.last().map_or(first, |vote| vote.at_ms);
    let window = (Timestamp(first), Timestamp(last + 1));
    let mut of_statement: BTreeMap<u64, Vec<&VoteEvent>> = BTreeMap::new();
    for vote in &read.votes {
        of_statement.entry(vote.comment).or_default().push(vote);
    }
    for statement in &read.statements {
        let poll = poll_id(&read.name, statement.id);
        job.command(poll.derive(0), &create(poll, community, statement, window, false))?;
        let votes = of_statement.remove(&statement.id).unwrap_or_default();
        for (number, votes) in (0..).zip(votes.chunks(BALLOTS_PER_IMPORT_MAX)) {
            let ballots: Vec<Value> = votes.iter().map(|vote| ballot(&read.name, poll, vote)).collect();
            let command =
                json!({ "area": "voting", "kind": "import_ballots", "poll": poll, "ballots": ballots });
            job.command(Id::of("polis votes", &[poll]).derive(number), &command)?;
        }
        for (ordinal, kind) in [(1, "schedule"), (2, "publish_result")] {
            let command = json!({ "area": "voting", "kind": kind, "poll": poll });
            job.command(poll.derive(ordinal), &command)?;
        }
    }
    job.finish()?;
    let statements = u64::try_from(read.statements.len()).unwrap_or(u64::MAX);
    let done = Imported { statements, votes: report.taken, rejected: report.rejected };
    report.say(&format!(
        "{statements} statements and {} votes are in, {} lines rejected",
        done.votes, done.rejected
    ));
    Ok(done)
}

/// Opens a conversation's polls from now on for 30 days, empty, in a community of its own.
///
/// # Errors
/// [`ImportError`].
pub fn rehearse(
    writer: &Writer,
    path: &Path,
    now: Timestamp,
    tell: &mut dyn FnMut(&str),
) -> Result<(Id, Read), ImportError> {
    let label = name_of(path);
    let mut report = Report::new(&label, tell);
    let read = read(path, &mut report)?;
    let mut job = Job::new(writer, &format!("rehearse polis {label}"));
    let community = found(&mut job, &label)?;
    let window = (now.plus(-HOUR_MS), now.plus(30 * DAY_MS));
    for statement in &read.statements {
        let poll = poll_id(&read.name, statement.id);
        job.command(poll.derive(0), &create(poll, community, statement, window, true))?;
        job.command(poll.derive(1), &json!({ "area": "voting", "kind": "schedule", "poll": poll }))?;
    }
    job.finish()?;
    Ok((community, read))
}

/// Takes the voters of a rehearsal into its community.
///
/// # Errors
/// [`ImportError`].
pub fn admit(
    writer: &Writer,
    conversation: &str,
    community: Id,
    people: &[(Id, String)],
) -> Result<(), ImportError> {
    let mut job = Job::new(writer, &format!("rehearse polis {conversation}"));
    for (user, name) in people {
        let command = json!({
            "area": "community", "kind": "admit", "community": community, "user": user, "display_name": name,
            "locale": "en",
        });
        job.command(user.derive(0), &command)?;
    }
    job.finish()
}

fn ballot(conversation: &str, poll: Id, vote: &VoteEvent) -> Value {
    let selection = Selection { option: option_id(poll, vote.vote), value: 1 };
    json!({ "voter": voter_id(conversation, vote.voter), "at": vote.at_ms, "selections": [selection] })
}

fn create(poll: Id, community: Id, statement: &Comment, window: (Timestamp, Timestamp), live: bool) -> Value {
    let words = |en: &str, fr: &str, es: &str, de: &str| json!({ "en": en, "fr": fr, "es": es, "de": de });
    let options = [
        (Vote::Agree, words("Agree", "D’accord", "De acuerdo", "Stimme zu")),
        (Vote::Disagree, words("Disagree", "Pas d’accord", "En desacuerdo", "Stimme nicht zu")),
        (Vote::Pass, words("Pass", "Je passe", "Paso", "Enthaltung")),
    ];
    let options: Vec<Value> = options
        .iter()
        .map(|(vote, title)| json!({ "option": option_id(poll, *vote), "title": title }))
        .collect();
    let body = if statement.body.trim().is_empty() { "–" } else { &statement.body };
    json!({
        "area": "voting", "kind": "create_poll", "poll": poll, "community": community,
        "terms": {
            "title": { "en": shortened(body, 120) },
            "description": { "en": body },
            "method": { "kind": "single" },
            "outcome": { "kind": "plurality", "by": "ballots", "seats": 1, "tie_break": null },
            "changeable": true, "later_joiners": true,
            "opens_at": window.0, "closes_at": window.1,
            "result_mode": if live { "live" } else { "after_close" },
        },
        "options": options,
    })
}
