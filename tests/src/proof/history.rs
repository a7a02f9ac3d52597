//! What became of everything that devices were told and saw, held against the server's own books: lost,
//! doubled and reordered effects, stale reads, and an end that is not the same for all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hubbub_core::domain::{Hubbub, VOCABULARY};
use hubbub_core::id::Id;
use hubbub_core::store::{Database, Fault, OpenOptions, Sql, SqliteDatabase};
use hubbub_core::sync::digest::{self, Digests};
use hubbub_core::sync::protocol::Outcome;
use hubbub_core::sync::server::Server;
use serde_json::Value;

use crate::Failure;

/// What a device's processes said.
pub(crate) struct Story {
    pub(crate) name: String,
    pub(crate) processes: Vec<Vec<Value>>,
    /// How it stood at the end.
    pub(crate) telling: Value,
}

/// What the checker found.
#[derive(Default)]
pub(crate) struct Verdict {
    /// Calls that people were told are kept.
    pub(crate) told: u64,
    pub(crate) applied: u64,
    pub(crate) refused: u64,
    pub(crate) looks: u64,
    /// Counts that the live lane showed.
    pub(crate) heard: u64,
    /// Broken promises, in words.
    pub(crate) broken: Vec<String>,
}

struct Books {
    outcomes: BTreeMap<Id, Outcome>,
    /// Per device, its calls by number.
    numbers: BTreeMap<String, Vec<Id>>,
    /// Applied calls of people.
    applied: i64,
    /// Sum of all revisions of ballots, and versions kept of them.
    revisions: (i64, i64),
    /// Polls whose count is not the recount.
    miscounted: Vec<String>,
}

/// Holds the stories against the server's database, which no process has open.
pub(crate) fn check(path: &Path, stories: &[Story]) -> Result<Verdict, Failure> {
    let database = SqliteDatabase::open(path, &OpenOptions { key: None, readers: 1 })?;
    let database: &dyn Database = &database;
    let server = Server::new(Hubbub, VOCABULARY);
    let mut verdict = Verdict::default();
    let books = database.read(books)?;
    check_books(&books, &mut verdict);
    for story in stories {
        check_told(story, &books, &mut verdict);
        check_looks(story, &mut verdict);
        let user = user(story)?;
        let expected = database.read(|sql| digest::expected(sql, &server, user))?;
        check_end(story, &expected, &mut verdict)?;
    }
    let misplaced = database.read(|sql| digest::misplaced(sql, hubbub_core::domain::TABLES))?;
    if !misplaced.is_empty() {
        verdict.broken.push(format!("the server's index is wrong about {misplaced:?}"));
    }
    Ok(verdict)
}

fn user(story: &Story) -> Result<Id, Failure> {
    let ready = story.processes.iter().flatten().find_map(|line| line.get("ready"));
    Ok(ready.and_then(Value::as_str).ok_or_else(|| format!("{} never started", story.name))?.parse()?)
}

fn id(text: &str) -> Result<Id, Fault> {
    text.parse().map_err(|_| Fault::Shape(format!("{text:?} is no id")))
}

fn books(sql: &mut dyn Sql) -> Result<Books, Fault> {
    let outcomes = sql.all("SELECT call_id, outcome FROM verdict", &[], |row| {
        let outcome = serde_json::from_str(row.text(1)?).map_err(|error| Fault::Shape(error.to_string()))?;
        Ok((id(row.text(0)?)?, outcome))
    })?;
    let people = "SELECT c.device_id, c.call_id FROM device_call c JOIN device d ON d.id = c.device_id
        WHERE d.user_id <> ? ORDER BY c.device_id, c.number";
    let calls =
        sql.all(people, &[Id::default().into()], |row| Ok((row.text(0)?.to_owned(), id(row.text(1)?)?)))?;
    let mut numbers: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    let outcomes: BTreeMap<Id, Outcome> = outcomes.into_iter().collect();
    let mut applied = BTreeSet::new();
    for (device, call) in calls {
        numbers.entry(device).or_default().push(call);
        if matches!(outcomes.get(&call), Some(Outcome::Applied { .. })) {
            applied.insert(call);
        }
    }
    let sums =
        "SELECT (SELECT coalesce(sum(revision), 0) FROM ballot), (SELECT count(*) FROM ballot_revision)";
    let revisions = sql.first(sums, &[], |row| Ok((row.int(0)?, row.int(1)?)))?.unwrap_or_default();
    let miscounted = "SELECT t.id FROM poll_tally t WHERE t.cast_count <>
            (SELECT count(*) FROM ballot b WHERE b.poll = t.id AND b.withdrawn = 0)
        UNION SELECT o.poll FROM option_tally o WHERE o.ballots <> (SELECT count(*) FROM ballot b
            WHERE b.poll = o.poll AND b.withdrawn = 0 AND b.selections LIKE '%' || o.id || '%')";
    let miscounted = sql.all(miscounted, &[], |row| Ok(row.text(0)?.to_owned()))?;
    let applied = i64::try_from(applied.len()).unwrap_or(i64::MAX);
    Ok(Books { outcomes, numbers, applied, revisions, miscounted })
}

/// The server's books hang together: every applied call is one version of a ballot, and a device's calls
/// took effect in their order.
fn check_books(books: &Books, verdict: &mut Verdict) {
    let (sum, versions) = books.revisions;
    if sum != books.applied || versions != books.applied {
        verdict.broken.push(format!(
            "doubled or lost effect: {} votes were applied, ballots count {sum} versions, {versions} are kept",
            books.applied
        ));
    }
    for poll in &books.miscounted {
        verdict.broken.push(format!("poll {poll} is miscounted"));
    }
    for (device, calls) in &books.numbers {
        let positions = calls.iter().filter_map(|call| match books.outcomes.get(call) {
            Some(Outcome::Applied { position }) => Some(*position),
            _ => None,
        });
        // A device that took a new id sends again what was decided before: its first answer stands.
        let positions: Vec<u64> = positions.collect();
        if !positions.is_sorted() {
            verdict.broken.push(format!("reordered effect: {device} has positions {positions:?}"));
        }
    }
}

/// What a person was told is kept has its one verdict; a no is in the inbox.
fn check_told(story: &Story, books: &Books, verdict: &mut Verdict) {
    let inbox: BTreeSet<&str> = story
        .telling
        .get("refused_calls")
        .and_then(Value::as_array)
        .map(|calls| calls.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let lines = || story.processes.iter().flatten();
    let lost: u64 = lines().filter_map(|line| line.get("lost").and_then(Value::as_u64)).sum();
    if lost > 0 {
        verdict.broken.push(format!("{} had to tell {lost} changes as lost", story.name));
    }
    if lines().any(|line| line.get("recovered").is_some()) {
        verdict.broken.push(format!("{} made its store anew, though nothing had damaged it", story.name));
    }
    for call in lines().filter_map(|line| line.get("told").and_then(Value::as_str)) {
        verdict.told += 1;
        let outcome = call.parse::<Id>().ok().and_then(|id| books.outcomes.get(&id));
        match outcome {
            Some(Outcome::Applied { .. }) => verdict.applied += 1,
            Some(Outcome::Refused(_)) if inbox.contains(call) => verdict.refused += 1,
            Some(other) => verdict.broken.push(format!("{}: {call} is {other:?} and not shown", story.name)),
            None => verdict.broken.push(format!("lost: {} was told {call} is kept", story.name)),
        }
    }
}

/// Nobody saw or heard a count go back, or missed their own write.
fn check_looks(story: &Story, verdict: &mut Verdict) {
    let mut seen: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for line in story.processes.iter().flatten() {
        if let Some(broken) = line.get("broken") {
            verdict.broken.push(format!("{}: {broken}", story.name));
        }
        let Some(version) = line.get("version").and_then(Value::as_i64) else { continue };
        for how in ["seen", "heard"] {
            let Some(poll) = line.get(how).and_then(Value::as_str) else { continue };
            verdict.looks += u64::from(how == "seen");
            verdict.heard += u64::from(how == "heard");
            let before = seen.insert((how, poll), version).unwrap_or(0);
            if version < before {
                let name = &story.name;
                verdict.broken.push(format!("stale: {name} has {how} {poll} go from {before} to {version}"));
            }
        }
    }
}

/// At the end nothing waits, and the device shows what the server would.
fn check_end(story: &Story, expected: &Digests, verdict: &mut Verdict) -> Result<(), Failure> {
    if story.telling.get("settled") != Some(&Value::Bool(true)) {
        let mut telling = story.telling.clone();
        if let Some(fields) = telling.as_object_mut() {
            fields.retain(|field, _| !matches!(field.as_str(), "refused_calls" | "digests"));
        }
        verdict.broken.push(format!("stuck: {} ends with {telling}", story.name));
        return Ok(());
    }
    let digests = story.telling.get("digests").cloned().unwrap_or_default();
    let shown: Digests = serde_json::from_value(digests)?;
    for (table, sum) in expected {
        if shown.get(table) != Some(sum) {
            let rows = shown.get(table).map(|(rows, _)| *rows);
            verdict
                .broken
                .push(format!("divergent: {} has {rows:?} of {} rows in {table}", story.name, sum.0));
        }
    }
    Ok(())
}
