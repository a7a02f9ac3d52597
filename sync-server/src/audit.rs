//! The audit log: one line per change, written in the transaction of the change and chained to the line before.
//!
//! It holds pseudonyms only: who is behind one, only the key's holder can tell. The database refuses to change
//! or remove a line; should somebody do it all the same, the chain shows where. A cut at the end shows by the
//! sealed heads, which are kept in a file of their own.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, SqliteDatabase, Value};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::app::App;
use crate::errors::Failure;
use crate::keys::{Keys, hex};
use crate::readers::read_blocking;

/// Where sealed heads are kept, beside the database.
const HEADS: &str = "audit-heads.jsonl";
/// How often a moved head is sealed.
const SEAL_EVERY: Duration = Duration::from_secs(60);
/// What the first line is chained to.
const GENESIS: &str = "";

/// A line to be written.
pub(crate) struct Record<'r> {
    /// Who did it; none for the server itself.
    pub(crate) actor: Option<Id>,
    /// What was done, as `session.begin`.
    pub(crate) action: &'r str,
    /// What it was done to: a kind and an id that names no person, or empty.
    pub(crate) entity: String,
    /// The request's correlation id; empty for jobs.
    pub(crate) correlation: &'r str,
    /// What else there is to know. No personal data.
    pub(crate) details: Json,
}

/// Where a person's request came from: kept where a rule says so (requirement A8), sealed under the person's own
/// key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Circumstances {
    /// The request, as in the log.
    pub(crate) correlation: String,
    /// The device.
    pub(crate) device: Id,
    /// Its address, if it is known.
    pub(crate) address: String,
    /// What it says it is.
    pub(crate) agent: String,
}

impl Circumstances {
    /// As they are kept.
    pub(crate) fn told(&self, at: Timestamp) -> Json {
        let Self { device, address, agent, .. } = self;
        serde_json::json!({ "device": device, "address": address, "agent": agent, "at": at })
    }
}

/// A line as it stands.
struct Line {
    seq: i64,
    at: i64,
    texts: [String; 5],
    digest: String,
}

/// A sealed head: the log was this long and ended with this digest.
#[derive(Serialize, Deserialize)]
struct Head {
    seq: i64,
    digest: String,
    sealed_at: i64,
    seal: String,
}

/// What an examination of the log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The chain holds: so many lines, and so many sealed heads agree.
    Sound {
        /// Lines.
        lines: i64,
        /// Sealed heads.
        heads: usize,
    },
    /// The first line that is not as it was written, or is missing.
    Broken {
        /// Its number.
        seq: i64,
        /// What is wrong.
        reason: &'static str,
    },
}

/// Writes a line in the transaction of the change.
///
/// # Errors
/// The store's fault.
pub(crate) fn record(
    sql: &mut dyn Sql,
    keys: &Keys,
    record: &Record<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    let last = sql.first("SELECT seq, digest FROM audit ORDER BY seq DESC LIMIT 1", &[], |row| {
        Ok((row.int(0)?, row.text(1)?.to_owned()))
    })?;
    let (seq, before) = last.map_or((1, GENESIS.to_owned()), |(seq, digest)| (seq + 1, digest));
    let actor = record.actor.map_or_else(|| "server".to_owned(), |user| keys.pseudonym(user));
    let details = record.details.to_string();
    let texts =
        [actor, record.action.to_owned(), record.entity.clone(), record.correlation.to_owned(), details];
    let digest = digest(keys, &before, seq, now.0, &texts);
    let [actor, action, entity, correlation, details] = texts;
    sql.execute(
        "INSERT INTO audit (seq, at, actor, action, entity, correlation, details, digest)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        &[
            Value::Int(seq),
            now.into(),
            Value::from(actor),
            Value::from(action),
            Value::from(entity),
            Value::from(correlation),
            Value::from(details),
            Value::from(digest),
        ],
    )
    .map(drop)
}

fn digest(keys: &Keys, before: &str, seq: i64, at: i64, texts: &[String; 5]) -> String {
    let mut hasher = blake3::Hasher::new_keyed(&keys.audit);
    hasher.update(&seq.to_be_bytes()).update(&at.to_be_bytes());
    for text in std::iter::once(before).chain(texts.iter().map(String::as_str)) {
        hasher.update(&(text.len() as u64).to_be_bytes()).update(text.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// Goes through the whole log and its sealed heads.
///
/// # Errors
/// The store's fault, or [`Fault::Io`] when the heads can't be read.
pub(crate) fn verify(sql: &mut dyn Sql, keys: &Keys, folder: &Path) -> Result<Verdict, Fault> {
    let heads = read_heads(folder).map_err(|error| Fault::from(&error))?;
    let mut before = GENESIS.to_owned();
    let mut next = 1;
    let mut broken = None;
    let mut claims = heads.iter().peekable();
    let text = "SELECT seq, at, actor, action, entity, correlation, details, digest FROM audit ORDER BY seq";
    sql.query(text, &[], &mut |row| {
        let line = Line {
            seq: row.int(0)?,
            at: row.int(1)?,
            texts: [
                row.text(2)?.to_owned(),
                row.text(3)?.to_owned(),
                row.text(4)?.to_owned(),
                row.text(5)?.to_owned(),
                row.text(6)?.to_owned(),
            ],
            digest: row.text(7)?.to_owned(),
        };
        if broken.is_some() {
            return Ok(());
        }
        if line.seq != next {
            broken = Some((next, "the line is missing"));
        } else if digest(keys, &before, line.seq, line.at, &line.texts) != line.digest {
            broken = Some((line.seq, "the line is not as it was written"));
        }
        while let Some(head) = claims.next_if(|head| head.seq <= line.seq) {
            if head.seq == line.seq && head.digest != line.digest && broken.is_none() {
                broken = Some((line.seq, "a sealed head says otherwise"));
            }
        }
        next = line.seq + 1;
        before = line.digest;
        Ok(())
    })?;
    let forged = heads.iter().find(|head| head.seal != seal(keys, head.seq, &head.digest, head.sealed_at));
    Ok(match (broken, claims.next(), forged) {
        (Some((seq, reason)), _, _) => Verdict::Broken { seq, reason },
        (None, Some(_), _) => Verdict::Broken { seq: next, reason: "the end was cut off" },
        (None, None, Some(head)) => Verdict::Broken { seq: head.seq, reason: "a sealed head is forged" },
        (None, None, None) => Verdict::Sound { lines: next - 1, heads: heads.len() },
    })
}

fn seal(keys: &Keys, seq: i64, digest: &str, at: i64) -> String {
    let text = format!("{seq} {digest} {at}");
    hex(blake3::keyed_hash(&keys.audit, text.as_bytes()).as_bytes())
}

/// `GET /audit/heads`, at the operator's address: the sealed heads as they are in their file, one a line, so that
/// another machine can keep them.
pub(crate) async fn show(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    let path = app.config.data.join(HEADS);
    let read = tokio::task::spawn_blocking(move || match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read,
    });
    let heads = read.await.map_err(io::Error::other).flatten().map_err(|error| Fault::from(&error))?;
    Ok(([(header::CONTENT_TYPE, "application/jsonl")], heads).into_response())
}

/// The heads in order. A half-written last line, from a loss of power, is no head.
fn read_heads(folder: &Path) -> io::Result<Vec<Head>> {
    let text = match fs::read_to_string(folder.join(HEADS)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut heads: Vec<Head> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    heads.sort_by_key(|head| head.seq);
    Ok(heads)
}

/// The thread that seals the head once in a while. Dropping it seals the last one.
pub(crate) struct Sealer {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What the sealer works with.
pub(crate) struct Parts {
    pub(crate) database: Arc<SqliteDatabase>,
    pub(crate) keys: Arc<Keys>,
    pub(crate) folder: PathBuf,
    pub(crate) clock: crate::clock::Clock,
}

impl Sealer {
    pub(crate) fn start(parts: Parts) -> io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let run = move || {
            let mut sealed =
                read_heads(&parts.folder).ok().and_then(|heads| Some(heads.last()?.seq)).unwrap_or(0);
            loop {
                let ended = stopped.recv_timeout(SEAL_EVERY) != Err(RecvTimeoutError::Timeout);
                match parts.seal_if_moved(sealed) {
                    Ok(seq) => sealed = seq,
                    Err(fault) => tracing::error!(%fault, "the head of the audit log could not be sealed"),
                }
                if ended {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("audit".to_owned()).spawn(run)?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Sealer {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the audit log's thread panicked");
        }
    }
}

impl Parts {
    /// Seals the head if it is not the one with number `sealed`; the head's number.
    fn seal_if_moved(&self, sealed: i64) -> Result<i64, Fault> {
        let text = "SELECT seq, digest FROM audit ORDER BY seq DESC LIMIT 1";
        let last = read_blocking(&self.database, |sql| {
            sql.first(text, &[], |row| Ok((row.int(0)?, row.text(1)?.to_owned())))
        })?;
        let Some((seq, digest)) = last.filter(|(seq, _)| *seq != sealed) else { return Ok(sealed) };
        let sealed_at = self.clock.now().0;
        let head = Head { seal: seal(&self.keys, seq, &digest, sealed_at), seq, digest, sealed_at };
        let line = serde_json::to_string(&head).map_err(|error| Fault::Bug(error.to_string()))?;
        let append = || -> io::Result<()> {
            let mut file = OpenOptions::new().create(true).append(true).open(self.folder.join(HEADS))?;
            // A line of its own, whatever a loss of power left behind.
            file.write_all(format!("\n{line}\n").as_bytes())?;
            file.sync_all()
        };
        append().map_err(|error| Fault::from(&error))?;
        Ok(seq)
    }
}

#[cfg(test)]
mod tests;
