//! Rehearses Polis conversations: the polls are opened empty, every voter gets an account, and devices can
//! cast the votes again.

use std::collections::BTreeSet;
use std::path::Path;

use hubbub_core::id::Id;
use hubbub_core::time::{DAY_MS, HOUR_MS, Timestamp};
use serde_json::json;

use super::community::found;
use super::job::{ImportError, Job};
use super::polis::{Comment, Conversation, VoteEvent};
use super::report::Report;
use super::rows::{Entry, RejectReason};
use super::run_polis::{create, poll_id, sift, statements, unfit};
use crate::writer::Writer;

/// Votes of one conversation held in memory at most: they are cast in order of time.
pub const VOTES_MAX: usize = 5_000_000;

/// The address under which a voter signs in after a rehearsal was made ready.
#[must_use]
pub fn voter_email(conversation: &str, voter: u64) -> String {
    format!("voter-{voter}@{conversation}.example")
}

/// A conversation in memory: statements, and votes in their order.
pub struct Read {
    /// What its polls and people are named by.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The statements, also those that the moderators rejected: they were voted on before.
    pub statements: Vec<Comment>,
    /// The votes on them, sorted by time; votes of one moment keep the file's order.
    pub votes: Vec<VoteEvent>,
}

/// Reads a conversation whole, for a rehearsal, telling every rejected line. `path` as in
/// [`Conversation::find`].
///
/// # Errors
/// [`ImportError::File`] when a file is not what it should be.
pub fn read(path: &Path, now: Timestamp, report: &mut Report<'_>) -> Result<Read, ImportError> {
    let conversation = Conversation::find(path)?;
    let statements = statements(&conversation, report)?;
    let known: BTreeSet<u64> = statements.iter().map(|statement| statement.id).collect();
    let mut votes: Vec<VoteEvent> = Vec::new();
    for entry in conversation.votes()? {
        match sift(entry?, &known, now) {
            Entry::Record(vote) if votes.len() < VOTES_MAX => {
                report.take();
                votes.push(vote);
            }
            Entry::Record(vote) => report.reject(&unfit(&vote, RejectReason::TooMany(VOTES_MAX))),
            Entry::Rejected(rejected) => report.reject(&rejected),
        }
    }
    votes.sort_by_key(|vote| vote.at_ms);
    let key = format!("rehearsal of {}", conversation.content()?);
    Ok(Read { key, name: conversation.name, statements, votes })
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
    let label = Conversation::find(path)?.name;
    let mut report = Report::new(&label, tell);
    let read = read(path, now, &mut report)?;
    let mut job = Job::new(writer, &format!("rehearse polis {label}"));
    let community = found(&mut job, &label)?;
    let window = (now.plus(-HOUR_MS), now.plus(30 * DAY_MS));
    for statement in &read.statements {
        let poll = poll_id(&read.key, statement.id);
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
