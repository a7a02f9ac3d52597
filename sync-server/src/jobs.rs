//! Does what the clock asks for: a thread that looks once in a while for deadlines that have passed, and
//! hands their commands to the writer like everybody's.
//!
//! Nothing true depends on it: open and closed are functions of the clock. What hangs on it are the
//! consequences, as notices and orders. Each has an id of its own, so a restart in the middle or a clock
//! that jumps does nothing twice. A command that does not go through is tried again later and later, and
//! given up in sight of the operator: it stays in `job_failure`, and the log names it.
//!
//! It hands devices how far the latest copy of the database reaches, see [`crate::backup`]. It also forgets what was deleted long ago, once in a while: a device that was away for longer than
//! [`TOMBSTONE_DAYS`] is given everything anew, and keeps what it has not sent.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, SqliteDatabase, Value};
use hubbub_core::sync::change_index;
use hubbub_core::sync::protocol::Outcome;
use hubbub_core::time::{DAY_MS, HOUR_MS, Timestamp};

use crate::backup;
use crate::clock::Clock;
use crate::engine::Engine;
use crate::readers::read_blocking;
use crate::writer::{Trouble, Writer};

/// The name under which the writer numbers the clock's commands.
const NAME: &str = "deadlines";
/// Commands handed to the writer at a time.
const COMMANDS_MAX: usize = 100;
/// Times a command is tried before it is given up.
const ATTEMPTS_MAX: u32 = 8;
/// The wait after the first failure; it doubles with each.
const RETRY_MS: i64 = 60_000;

/// How long it is remembered that a row was deleted or left a scope, for devices that still show it: a season,
/// so that a phone which was in a drawer over the holidays only catches up.
const TOMBSTONE_DAYS: i64 = 90;
/// How often what is older is forgotten: looking for it goes through the whole change index.
const FORGET_EVERY_MS: i64 = 6 * HOUR_MS;

/// What the thread works with.
pub(crate) struct Parts {
    pub(crate) engine: Arc<dyn Engine>,
    pub(crate) database: Arc<SqliteDatabase>,
    pub(crate) writer: Writer,
    pub(crate) clock: Clock,
    /// The data folder.
    pub(crate) data: PathBuf,
    /// How long it rests between two looks.
    pub(crate) every: Duration,
}

/// The running thread. Dropping it ends it.
pub(crate) struct Jobs {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Jobs {
    /// Starts the thread.
    pub(crate) fn start(parts: Parts) -> std::io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let run = move || {
            let mut forgotten_at = None;
            while stopped.recv_timeout(parts.every) == Err(RecvTimeoutError::Timeout) {
                let looked = parts.look().and_then(|()| parts.keep_backup());
                match looked.and_then(|()| parts.forget(&mut forgotten_at)) {
                    Ok(()) | Err(Trouble::Busy) => {}
                    Err(Trouble::Fault(fault)) => tracing::error!(%fault, "deadlines could not be looked up"),
                }
            }
        };
        let thread = std::thread::Builder::new().name("deadlines".to_owned()).spawn(run)?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the deadlines' thread panicked");
        }
    }
}

impl Parts {
    /// Does what is due now, until nothing is or nothing gets on.
    fn look(&self) -> Result<(), Trouble> {
        loop {
            let now = self.clock.now();
            let (failures, due) = read_blocking(&self.database, |sql| {
                let failures = failures(sql)?;
                // What rests after a failure is still due and must not crowd the others out.
                let due = self.engine.due(sql, now, COMMANDS_MAX + failures.len())?;
                Ok((failures, due))
            })?;
            let resting = |id: &Id| failures.get(id).is_some_and(|failure| failure.rests(now));
            let commands: Vec<_> =
                due.into_iter().filter(|(id, _)| !resting(id)).take(COMMANDS_MAX).collect();
            if commands.is_empty() {
                return Ok(());
            }
            let full = commands.len() == COMMANDS_MAX;
            let outcomes = self.writer.job_blocking(NAME, commands.clone())?;
            for ((id, command), outcome) in commands.into_iter().zip(outcomes) {
                self.keep(id, command, outcome, failures.get(&id), now)?;
            }
            if !full {
                return Ok(());
            }
        }
    }

    /// Lets the database know of a copy that was taken of it.
    fn keep_backup(&self) -> Result<(), Trouble> {
        let Some(reach) = backup::noted(&self.data) else { return Ok(()) };
        self.writer.write_blocking(move |writing| backup::keep(writing.sql, &reach))?;
        backup::forget_note(&self.data).map_err(|error| Fault::from(&error))?;
        tracing::info!(position = reach.position, "a copy of the database holds everything up to here");
        Ok(())
    }

    /// Forgets tombstones that are too old, if it has not looked for them lately.
    fn forget(&self, forgotten_at: &mut Option<Timestamp>) -> Result<(), Trouble> {
        let now = self.clock.now();
        if forgotten_at.is_some_and(|at| now.since(at) < FORGET_EVERY_MS) {
            return Ok(());
        }
        let before = now.plus(-TOMBSTONE_DAYS * DAY_MS);
        let old = read_blocking(&self.database, |sql| {
            let text = "SELECT 1 FROM change_index WHERE gone = 1 AND changed_at < ? LIMIT 1";
            sql.first(text, &[before.into()], |_| Ok(()))
        })?;
        if old.is_some() {
            let count =
                self.writer.write_blocking(move |writing| change_index::prune(writing.sql, before))?;
            tracing::info!(count, "what was deleted long ago is forgotten");
        }
        *forgotten_at = Some(now);
        Ok(())
    }

    fn keep(
        &self,
        id: Id,
        command: String,
        outcome: Outcome,
        before: Option<&Failure>,
        now: Timestamp,
    ) -> Result<(), Trouble> {
        if matches!(outcome, Outcome::Applied { .. }) && before.is_none() {
            return Ok(());
        }
        let attempts = before.map_or(0, |failure| failure.attempts) + 1;
        // A refusal is final; a parked command may go through once its cause is mended.
        let again = matches!(outcome, Outcome::Parked) && attempts < ATTEMPTS_MAX;
        let next_at = again.then(|| now.plus(RETRY_MS << (attempts - 1)));
        if !matches!(outcome, Outcome::Applied { .. }) {
            tracing::error!(%id, attempts, given_up = !again, ?outcome, "a deadline's command did not go through");
        }
        self.writer.write_blocking(move |writing| match outcome {
            Outcome::Applied { .. } => {
                writing.sql.execute("DELETE FROM job_failure WHERE id = ?", &[id.into()]).map(drop)
            }
            _ => store(writing.sql, id, &command, &outcome, attempts, now, next_at),
        })
    }
}

/// A command that did not go through.
struct Failure {
    attempts: u32,
    next_at: Option<Timestamp>,
}

impl Failure {
    fn rests(&self, now: Timestamp) -> bool {
        self.next_at.is_none_or(|at| now < at)
    }
}

fn failures(sql: &mut dyn Sql) -> Result<BTreeMap<Id, Failure>, Fault> {
    let text = "SELECT id, attempts, coalesce(next_at, -1) FROM job_failure";
    let rows = sql.all(text, &[], |row| {
        let id = row.text(0)?.parse().map_err(|_| Fault::Shape("job_failure.id".to_owned()))?;
        let attempts = u32::try_from(row.int(1)?).unwrap_or(ATTEMPTS_MAX);
        let next_at = Some(row.int(2)?).filter(|at| *at >= 0).map(Timestamp);
        Ok((id, Failure { attempts, next_at }))
    })?;
    Ok(rows.into_iter().collect())
}

fn store(
    sql: &mut dyn Sql,
    id: Id,
    command: &str,
    outcome: &Outcome,
    attempts: u32,
    now: Timestamp,
    next_at: Option<Timestamp>,
) -> Result<(), Fault> {
    let outcome = serde_json::to_string(outcome).map_err(|error| Fault::Bug(error.to_string()))?;
    sql.execute(
        "INSERT INTO job_failure (id, command, outcome, attempts, failed_at, next_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, attempts = excluded.attempts,
         failed_at = excluded.failed_at, next_at = excluded.next_at",
        &[
            id.into(),
            Value::from(command),
            Value::from(outcome),
            Value::Int(i64::from(attempts)),
            now.into(),
            next_at.map_or(Value::Null, Value::from),
        ],
    )
    .map(drop)
}
