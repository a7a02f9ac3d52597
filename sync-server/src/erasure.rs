//! Erasing people whose time to think better of it has passed (requirement C2), everywhere at once: rows that
//! devices hold, accounts, sessions, telemetry, files, what is sealed under their key, encoded chunks, and what the
//! database keeps of deleted bytes. Votes, counts and money stay; they belong to nobody then.
//!
//! Who was erased is also written beside the database, by user id alone: a database that was restored from a copy
//! is brought up to date before anybody is served.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use hubbub_core::id::Id;
use hubbub_core::refusal::Refusal;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::sync::protocol::Outcome;
use hubbub_core::sync::rules::Farewell;
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::audit::{self, Record};
use crate::auth::{accounts, sessions};
use crate::shred;
use crate::writer::{Trouble, Writing};

/// Who was erased, beside the database.
const FILE: &str = "erasures.jsonl";
/// The job under whose name people are erased.
const JOB: &str = "erasure";
/// Where the database says what remains of erased people.
const REMAINS: &str = "erasure_remains";
/// People erased in one look.
const PEOPLE_MAX: usize = 20;

/// What goes with the account; `?` is the user id.
const WITH_ACCOUNT: &[&str] = &[
    "DELETE FROM telemetry_day WHERE user_id = ?",
    "DELETE FROM refresh_token WHERE session_id IN (SELECT id FROM session WHERE user_id = ?)",
    "DELETE FROM session WHERE user_id = ?",
    "DELETE FROM link WHERE user_id = ?",
    "DELETE FROM second_factor WHERE user_id = ?",
    "DELETE FROM recovery_code WHERE user_id = ?",
    "DELETE FROM code_attempt WHERE user_id = ?",
    "DELETE FROM step_up WHERE user_id = ?",
    "DELETE FROM api_key WHERE user_id = ?",
    "UPDATE consent SET network = '' WHERE user_id = ?",
    "DELETE FROM login_attempt WHERE email_key IN (SELECT email_key FROM account WHERE user_id = ?)",
    "DELETE FROM blob_uploader WHERE user_id = ?",
    "DELETE FROM account WHERE user_id = ?",
];

#[derive(Serialize, Deserialize)]
struct Erased {
    user: Id,
    at: Timestamp,
}

/// The running thread. Dropping it ends it.
pub(crate) struct Eraser {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Eraser {
    /// Erases again whom a restored database still knows, then starts the thread.
    pub(crate) fn start(app: Arc<App>, every: Duration) -> io::Result<Self> {
        let work = Work { folder: app.config.data.clone(), app };
        work.again().map_err(|trouble| io::Error::other(trouble.to_string()))?;
        let (stop, stopped) = mpsc::channel();
        let run = move || {
            while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                match work.look() {
                    Ok(()) | Err(Trouble::Busy) => {}
                    Err(Trouble::Fault(fault)) => tracing::error!(%fault, "an erasure did not go through"),
                }
            }
        };
        let thread = std::thread::Builder::new().name("erasure".to_owned()).spawn(run)?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Eraser {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the erasures' thread panicked");
        }
    }
}

struct Work {
    app: Arc<App>,
    folder: PathBuf,
}

/// What of erased people may still lie about outside the rows. It is kept in the database, so that an interrupted
/// erasure goes on.
#[derive(Default, Serialize, Deserialize)]
struct Remains {
    /// People whose unfinished uploads and days of telemetry may still be there.
    users: BTreeSet<Id>,
    /// Files that nobody else has and nothing names.
    files: BTreeSet<String>,
}

impl Work {
    /// Erases those whose time has come, and clears what remains of them.
    fn look(&self) -> Result<(), Trouble> {
        let now = self.app.clock().now();
        let text =
            format!("SELECT user_id FROM account WHERE erase_at <= ? ORDER BY erase_at LIMIT {PEOPLE_MAX}");
        let due = self
            .app
            .readers
            .read_blocking(|sql| sql.all(&text, &[now.into()], |row| user_id(row.text(0)?)))?;
        self.erase_all(due)?;
        self.clear()
    }

    /// Erases those again whom a restored database still knows.
    fn again(&self) -> Result<(), Trouble> {
        let mut known = Vec::new();
        for user in read(&self.folder).map_err(|error| Fault::from(&error))? {
            let text = "SELECT 1 FROM account WHERE user_id = ?";
            let found = self.app.readers.read_blocking(|sql| sql.first(text, &[user.into()], |_| Ok(())))?;
            known.extend(found.map(|()| user));
        }
        self.erase_all(known)
    }

    fn erase_all(&self, users: Vec<Id>) -> Result<(), Trouble> {
        for user in users {
            // First where it outlives the database, so that nobody erased comes back with an old copy.
            note(&self.folder, &Erased { user, at: self.app.clock().now() })
                .map_err(|error| Fault::from(&error))?;
            let app = Arc::clone(&self.app);
            let ended = self.app.writer.write_blocking(move |writing| erase(&app, writing, user))?;
            for session in ended {
                self.app.session_ended(session);
            }
            tracing::info!(user = self.app.keys.pseudonym(user), "a person was erased");
        }
        Ok(())
    }

    /// Removes files, encoded chunks, and what the database keeps of deleted bytes. What can't be done now is
    /// done at the next look.
    fn clear(&self) -> Result<(), Trouble> {
        let Some(remains) = self.app.readers.read_blocking(remains)? else { return Ok(()) };
        let known = |hash: &str| {
            let text = "SELECT 1 FROM blob WHERE hash = ?";
            let found =
                self.app.readers.read_blocking(|sql| sql.first(text, &[Value::from(hash)], |_| Ok(())));
            found.map(|found| found.is_some())
        };
        for user in &remains.users {
            self.app.blobs.forget_uploads(*user).map_err(|error| Fault::from(&error))?;
            self.app.telemetry.erase_blocking(*user)?;
        }
        for hash in &remains.files {
            // Nobody sends it meanwhile.
            let Some(_turn) = self.app.blobs.alone(hash) else { return Err(Trouble::Busy) };
            if !known(hash)? {
                let removed = self.app.blobs.remove(hash).and_then(|()| self.app.renditions.remove(hash));
                removed.map_err(|error| Fault::from(&error))?;
            }
        }
        self.app.engine.forget_chunks();
        self.app.readers.database().compact()?;
        let text = "DELETE FROM server_meta WHERE name = ?";
        self.app.writer.write_blocking(|writing| writing.sql.execute(text, &[REMAINS.into()]).map(drop))
    }
}

/// Erases a person in one transaction; the sessions that ended.
fn erase(app: &App, writing: &mut Writing<'_>, user: Id) -> Result<Vec<Id>, Fault> {
    if let Some(command) = app.engine.farewell(user, Farewell::Erase)? {
        let (device, call) = (app.keys.job_device(JOB), Id::of("erasure", &[user]));
        let outcome = writing.command(device, call, &command)?;
        if !matches!(outcome, Outcome::Applied { .. }) {
            return Err(Fault::Bug(format!("an erasure was {outcome:?}")));
        }
    }
    strip_verdicts(writing.sql, user)?;
    if let Some(standing) = accounts::find(writing.sql, user)? {
        app.letters.forget(writing.sql, &standing.email)?;
    }
    let ended = sessions::standing(writing.sql, user, writing.now)?;
    let own = "SELECT hash FROM blob_uploader WHERE user_id = ? ORDER BY hash";
    let uploaded = writing.sql.all(own, &[user.into()], |row| Ok(row.text(0)?.to_owned()))?;
    for text in WITH_ACCOUNT {
        writing.sql.execute(text, &[user.into()])?;
    }
    shred::forget(writing.sql, user)?;
    let mut remains = remains(writing.sql)?.unwrap_or_default();
    remains.users.insert(user);
    for hash in uploaded {
        let text = "DELETE FROM blob WHERE hash = ?
             AND NOT EXISTS (SELECT 1 FROM blob_uploader u WHERE u.hash = blob.hash)
             AND NOT EXISTS (SELECT 1 FROM blob_reference r WHERE r.hash = blob.hash)";
        if writing.sql.execute(text, &[Value::from(hash.as_str())])? > 0 {
            let picture = "DELETE FROM picture WHERE hash = ?";
            writing.sql.execute(picture, &[Value::from(hash.as_str())])?;
            remains.files.insert(hash);
        }
    }
    keep(writing.sql, &remains)?;
    let record = Record {
        actor: Some(user),
        action: "account.erase",
        entity: String::new(),
        correlation: "",
        details: json!({}),
    };
    audit::record(writing.sql, &app.keys, &record, writing.now)?;
    Ok(ended)
}

fn remains(sql: &mut dyn Sql) -> Result<Option<Remains>, Fault> {
    let text = "SELECT value FROM server_meta WHERE name = ?";
    let found = sql.first(text, &[REMAINS.into()], |row| Ok(row.text(0)?.to_owned()))?;
    found.map(|text| serde_json::from_str(&text).map_err(|error| Fault::Shape(error.to_string()))).transpose()
}

fn keep(sql: &mut dyn Sql, remains: &Remains) -> Result<(), Fault> {
    let value = serde_json::to_string(remains).map_err(|error| Fault::Bug(error.to_string()))?;
    let text = "INSERT INTO server_meta (name, value) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sql.execute(text, &[REMAINS.into(), Value::from(value)]).map(drop)
}

/// Refusals may repeat what somebody wrote: of a person's, the code stays.
fn strip_verdicts(sql: &mut dyn Sql, user: Id) -> Result<(), Fault> {
    let text = "SELECT v.call_id, v.outcome FROM verdict v JOIN device_call c ON c.call_id = v.call_id
         JOIN device d ON d.id = c.device_id WHERE d.user_id = ?";
    let found =
        sql.all(text, &[user.into()], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?;
    let shape = |error: serde_json::Error| Fault::Shape(error.to_string());
    for (call, outcome) in found {
        let Outcome::Refused(refusal) = serde_json::from_str(&outcome).map_err(shape)? else { continue };
        let refusal: Refusal = serde_json::from_str(&refusal).map_err(shape)?;
        if refusal.params.is_empty() {
            continue;
        }
        let bare = serde_json::to_string(&Refusal::new(refusal.code)).map_err(shape)?;
        let outcome = serde_json::to_string(&Outcome::Refused(bare)).map_err(shape)?;
        let text = "UPDATE verdict SET outcome = ? WHERE call_id = ?";
        sql.execute(text, &[Value::from(outcome), Value::from(call)])?;
    }
    Ok(())
}

/// Who was erased. A half-written last line, from a loss of power, names somebody whose erasure is still due.
fn read(folder: &Path) -> io::Result<BTreeSet<Id>> {
    let text = match fs::read_to_string(folder.join(FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(error),
    };
    Ok(text.lines().filter_map(|line| Some(serde_json::from_str::<Erased>(line).ok()?.user)).collect())
}

fn note(folder: &Path, erased: &Erased) -> io::Result<()> {
    let line = serde_json::to_string(erased).map_err(io::Error::other)?;
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join(FILE))?;
    // A line of its own, whatever a loss of power left behind.
    file.write_all(format!("\n{line}\n").as_bytes())?;
    file.sync_all()
}

fn user_id(text: &str) -> Result<Id, Fault> {
    text.parse().map_err(|_| Fault::Shape("account.user_id".to_owned()))
}
