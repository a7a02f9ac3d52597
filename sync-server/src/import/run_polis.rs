//! Brings Polis conversations in: each statement becomes a poll with agree, disagree and pass.
//!
//! A voter's later vote replaces the earlier one, and both stay in the history. How devices cast the votes
//! again instead is in [`rehearse_polis`](super::rehearse_polis).
//!
//! The votes are read twice: first to find every line that cannot be taken and to compare the counts with
//! Polis' own, then to import. The polls are drafts that nobody sees until the last vote of the conversation
//! is in: a run that was cut short leaves nothing half-done to look at, and the next one goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hubbub_core::check::DESCRIPTION_CHARS_MAX;
use hubbub_core::id::Id;
use hubbub_core::time::Timestamp;
use hubbub_core::voting::command::BALLOTS_PER_IMPORT_MAX;
use hubbub_core::voting::method::Selection;
use serde_json::{Value, json};

use super::community::{community_id, found, prose, shortened};
use super::job::{ImportError, Job, words};
use super::polis::{Comment, Conversation, Moderation, Vote, VoteEvent};
use super::report::Report;
use super::rows::{EXCERPT_CHARS_MAX, Entry, RejectReason, Rejected};
use crate::writer::Writer;

/// How often an import says how far it is, in votes.
const PROGRESS_EVERY: u64 = 10_000;

/// What became of the conversations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Conversations that are in, now or since an earlier run.
    pub conversations: u64,
    /// Conversations that were refused whole.
    pub failed: u64,
    /// Statements that are in.
    pub statements: u64,
    /// Statements that are not: those that the moderators rejected, or the server's rules.
    pub left_out: u64,
    /// Votes that are in.
    pub votes: u64,
    /// Lines that were rejected.
    pub rejected: u64,
    /// Statements whose counts in the file are not what its votes come to.
    pub differences: u64,
}

/// What a conversation's polls and people are named by: its content and the community that it goes to.
#[must_use]
pub fn import_key(community: &str, content: &str) -> String {
    format!("{}/{content}", community_id(community))
}

/// The poll that a statement becomes; `key` is the conversation's.
#[must_use]
pub fn poll_id(key: &str, statement: u64) -> Id {
    Id::named("polis statement", &format!("{key}/{statement}"))
}

/// The voter as a person; `key` is the conversation's.
#[must_use]
pub fn voter_id(key: &str, voter: u64) -> Id {
    Id::named("polis voter", &format!("{key}/{voter}"))
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

/// The statements that can be polls; their texts are made fit to be shown.
pub(super) fn statements(
    conversation: &Conversation,
    report: &mut Report<'_>,
) -> Result<Vec<Comment>, ImportError> {
    let mut statements: Vec<Comment> = Vec::new();
    let mut known = BTreeSet::new();
    for entry in conversation.comments()? {
        match entry? {
            Entry::Record(comment) if !known.insert(comment.id) => {
                let reason = RejectReason::Twice { column: "comment-id", found: comment.id.to_string() };
                let excerpt = comment.body.chars().take(EXCERPT_CHARS_MAX).collect();
                report.reject(&Rejected { line: comment.line, reason, excerpt });
            }
            Entry::Record(comment) => {
                let body = prose(&comment.body);
                if body != comment.body {
                    report.say(&format!(
                        "line {}: the statement's text was shortened to {DESCRIPTION_CHARS_MAX} characters or \
                         cleaned of characters that no screen shows",
                        comment.line
                    ));
                }
                statements.push(Comment { body, ..comment });
            }
            Entry::Rejected(rejected) => report.reject(&rejected),
        }
    }
    Ok(statements)
}

/// Lets a vote through that stands on a known statement and lies in the past.
pub(super) fn sift(entry: Entry<VoteEvent>, known: &BTreeSet<u64>, now: Timestamp) -> Entry<VoteEvent> {
    let Entry::Record(vote) = entry else { return entry };
    let reason = if !known.contains(&vote.comment) {
        RejectReason::UnknownStatement(vote.comment)
    } else if vote.at_ms >= now.0 {
        let found = vote.at_ms.to_string();
        RejectReason::BadValue { column: "timestamp", expected: "a time that is over", found }
    } else {
        return entry;
    };
    Entry::Rejected(unfit(&vote, reason))
}

pub(super) fn unfit(vote: &VoteEvent, reason: RejectReason) -> Rejected {
    let VoteEvent { line, at_ms, comment, voter, vote } = *vote;
    Rejected { line, reason, excerpt: format!("{at_ms}, statement {comment}, voter {voter}, {vote:?}") }
}

/// What the first reading of a conversation found.
struct Sound {
    key: String,
    statements: Vec<Comment>,
    known: BTreeSet<u64>,
    counts: BTreeMap<u64, Counts>,
    window: (Timestamp, Timestamp),
    differences: u64,
}

/// Votes on a statement, each voter's repeats included: so Polis counts too.
#[derive(Clone, Copy, Default)]
struct Counts {
    agrees: i64,
    disagrees: i64,
    all: u64,
}

/// Imports a conversation with its votes, or every conversation of a folder, into the community `name`. `path`
/// as in [`Conversation::all`]; `now` is the server's.
///
/// # Errors
/// [`ImportError`] when the path can't be read or the server can't write; a conversation that is not right is
/// told and counted.
pub fn run(
    writer: &Writer,
    path: &Path,
    name: &str,
    now: Timestamp,
    tell: &mut dyn FnMut(&str),
) -> Result<Imported, ImportError> {
    let mut total = Imported::default();
    for conversation in Conversation::all(path)? {
        let mut report = Report::new(&conversation.name, tell);
        match import(writer, &conversation, name, now, &mut report) {
            Ok(done) => total.add(&done, &report),
            Err(ImportError::Trouble(trouble)) => return Err(trouble.into()),
            Err(problem) => {
                total.failed += 1;
                report.say(&format!("not imported: {problem}"));
            }
        }
    }
    Ok(total)
}

impl Imported {
    fn add(&mut self, one: &Self, report: &Report<'_>) {
        self.conversations += 1;
        self.statements += one.statements;
        self.left_out += one.left_out;
        self.votes += one.votes;
        self.rejected += report.rejected;
        self.differences += one.differences;
    }
}

fn import(
    writer: &Writer,
    conversation: &Conversation,
    name: &str,
    now: Timestamp,
    report: &mut Report<'_>,
) -> Result<Imported, ImportError> {
    let sound = examine(conversation, name, now, report)?;
    let mut job = Job::new(writer, &format!("import polis {} {name}", conversation.name));
    let community = found(&mut job, name)?;
    let open = draft(&mut job, community, &sound, report)?;
    let expected: u64 =
        open.iter().filter_map(|statement| sound.counts.get(statement)).map(|counts| counts.all).sum();
    let mut ballots = Ballots { key: &sound.key, waiting: BTreeMap::new(), brought: 0 };
    for entry in conversation.votes()? {
        let Entry::Record(vote) = sift(entry?, &sound.known, now) else { continue };
        if open.contains(&vote.comment) {
            ballots.take(&mut job, vote)?;
            if ballots.brought.is_multiple_of(PROGRESS_EVERY) {
                report.say(&format!("{} of {expected} votes are on their way", ballots.brought));
            }
        }
    }
    let votes = ballots.finish(&mut job)?;
    if votes != expected {
        return Err(ImportError::Changed);
    }
    // Only now may anybody see them.
    for statement in &open {
        let poll = poll_id(&sound.key, *statement);
        for (ordinal, kind) in [(1, "schedule"), (2, "publish_result")] {
            let command = json!({ "area": "voting", "kind": kind, "poll": poll });
            job.command(poll.derive(ordinal), &command)?;
        }
    }
    job.finish()?;
    let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
    let done = Imported {
        statements: count(open.len()),
        left_out: count(sound.statements.len().saturating_sub(open.len())),
        votes,
        differences: sound.differences,
        ..Imported::default()
    };
    report.say(&format!(
        "{} statements and {votes} votes are in; {} statements are left out, {} lines rejected, the counts of {} \
         statements differ from the file's",
        done.statements, done.left_out, report.rejected, done.differences
    ));
    Ok(done)
}

/// Reads a conversation once, telling every line that cannot be taken and every count that is not as the
/// file says.
fn examine(
    conversation: &Conversation,
    name: &str,
    now: Timestamp,
    report: &mut Report<'_>,
) -> Result<Sound, ImportError> {
    let statements = statements(conversation, report)?;
    let known: BTreeSet<u64> = statements.iter().map(|statement| statement.id).collect();
    let mut counts: BTreeMap<u64, Counts> = BTreeMap::new();
    let mut voters = BTreeSet::new();
    let mut times: Option<(i64, i64)> = None;
    for entry in conversation.votes()? {
        match sift(entry?, &known, now) {
            Entry::Record(vote) => {
                report.take();
                let counts = counts.entry(vote.comment).or_default();
                counts.all += 1;
                counts.agrees += i64::from(vote.vote == Vote::Agree);
                counts.disagrees += i64::from(vote.vote == Vote::Disagree);
                voters.insert(vote.voter);
                let (first, last) = times.unwrap_or((vote.at_ms, vote.at_ms));
                times = Some((first.min(vote.at_ms), last.max(vote.at_ms)));
            }
            Entry::Rejected(rejected) => report.reject(&rejected),
        }
    }
    let found = [("comments", statements.len()), ("voters", voters.len())];
    tell_totals(&conversation.summary()?, &found, report);
    let differences = tell_differences(&statements, &counts, report);
    let (first, last) = times.unwrap_or_default();
    let window = (Timestamp(first), Timestamp(last.saturating_add(1)));
    let key = import_key(name, &conversation.content()?);
    Ok(Sound { key, statements, known, counts, window, differences })
}

/// Says each count of a statement that is not what its votes come to; how many statements that are.
fn tell_differences(statements: &[Comment], counts: &BTreeMap<u64, Counts>, report: &mut Report<'_>) -> u64 {
    let mut differences = 0;
    for statement in statements {
        let found = counts.get(&statement.id).copied().unwrap_or_default();
        let wrong =
            [("agree", statement.agrees, found.agrees), ("disagree", statement.disagrees, found.disagrees)]
                .into_iter()
                .filter_map(|(word, told, found)| Some((word, told.filter(|told| *told != found)?, found)))
                .map(|(word, told, found)| format!("{told} {word} by the file, {found} by its votes"))
                .collect::<Vec<_>>();
        if !wrong.is_empty() {
            differences += 1;
            report.say(&format!("line {}: statement {}: {}", statement.line, statement.id, wrong.join("; ")));
        }
    }
    differences
}

/// Says which of the summary's totals are not what the files hold. Polis' own are off at times, so they are
/// told and no more.
fn tell_totals(summary: &[(String, String)], found: &[(&str, usize)], report: &mut Report<'_>) {
    for (key, told) in summary {
        for (_, found) in found.iter().filter(|(name, _)| name == key) {
            if told.trim().parse::<usize>().ok() != Some(*found) {
                report.say(&format!("{key}: {} by the summary, {found} by the files", told.trim()));
            }
        }
    }
}

/// Makes a draft of every statement that may be shown; which statements those are.
fn draft(
    job: &mut Job<'_>,
    community: Id,
    sound: &Sound,
    report: &mut Report<'_>,
) -> Result<BTreeSet<u64>, ImportError> {
    let mut drafts: BTreeMap<Id, &Comment> = BTreeMap::new();
    for statement in &sound.statements {
        if statement.moderation == Moderation::Rejected {
            let votes = sound.counts.get(&statement.id).map_or(0, |counts| counts.all);
            let line = statement.line;
            report.say(&format!(
                "line {line}: the moderators rejected it; it is left out with its {votes} votes"
            ));
            continue;
        }
        let poll = poll_id(&sound.key, statement.id);
        drafts.insert(poll.derive(0), statement);
        job.attempt(poll.derive(0), &create(poll, community, statement, sound.window, false))?;
    }
    for (call, refusal) in job.refusals()? {
        if let Some(statement) = drafts.remove(&call) {
            report.say(&format!("line {}: left out: {}", statement.line, words(&refusal)));
        }
    }
    Ok(drafts.values().map(|statement| statement.id).collect())
}

/// The ballots of a conversation on their way, some of each statement at a time.
struct Ballots<'k> {
    key: &'k str,
    /// By statement: the number of the next command, and what it will hold.
    waiting: BTreeMap<u64, (u32, Vec<VoteEvent>)>,
    brought: u64,
}

impl Ballots<'_> {
    fn take(&mut self, job: &mut Job<'_>, vote: VoteEvent) -> Result<(), ImportError> {
        let (number, votes) = self.waiting.entry(vote.comment).or_default();
        votes.push(vote);
        self.brought += 1;
        if votes.len() < BALLOTS_PER_IMPORT_MAX {
            return Ok(());
        }
        let votes = std::mem::take(votes);
        let nth = std::mem::replace(number, number.saturating_add(1));
        bring_in(job, self.key, vote.comment, nth, votes)
    }

    /// Brings in what is left; how many votes it were in all.
    fn finish(self, job: &mut Job<'_>) -> Result<u64, ImportError> {
        for (statement, (number, votes)) in self.waiting {
            if !votes.is_empty() {
                bring_in(job, self.key, statement, number, votes)?;
            }
        }
        job.finish()?;
        Ok(self.brought)
    }
}

fn bring_in(
    job: &mut Job<'_>,
    key: &str,
    statement: u64,
    number: u32,
    mut votes: Vec<VoteEvent>,
) -> Result<(), ImportError> {
    votes.sort_by_key(|vote| vote.at_ms);
    let poll = poll_id(key, statement);
    let ballots: Vec<Value> = votes.iter().map(|vote| ballot(key, poll, vote)).collect();
    let command = json!({ "area": "voting", "kind": "import_ballots", "poll": poll, "ballots": ballots });
    job.command(Id::of("polis votes", &[poll]).derive(number), &command)
}

fn ballot(key: &str, poll: Id, vote: &VoteEvent) -> Value {
    let selection = Selection { option: option_id(poll, vote.vote), value: 1 };
    json!({ "voter": voter_id(key, vote.voter), "at": vote.at_ms, "selections": [selection] })
}

pub(super) fn create(
    poll: Id,
    community: Id,
    statement: &Comment,
    window: (Timestamp, Timestamp),
    live: bool,
) -> Value {
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
