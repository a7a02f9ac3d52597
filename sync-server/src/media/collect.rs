//! Collects files that nothing names: uploads whose row never came, and what was named by rows that are gone.
//!
//! A thread looks once in a while. A file is left alone for a week after it came, for its row may still wait
//! on a device without signal. While one is collected, nobody can send the same one.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::{DAY_MS, Timestamp};

use crate::app::App;
use crate::writer::Trouble;

/// How long a file may wait for the row that names it.
pub(crate) const UNNAMED_MS: i64 = 7 * DAY_MS;
/// Files collected at a look.
const FILES_MAX: i64 = 200;

const UNNAMED: &str = "checked_at IS NOT NULL AND checked_at <= ?
     AND NOT EXISTS (SELECT 1 FROM blob_reference r WHERE r.hash = blob.hash)";

/// The running thread. Dropping it ends it.
pub(crate) struct Collector {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Collector {
    /// Starts the thread.
    pub(crate) fn start(app: Arc<App>, every: Duration) -> std::io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let run = move || {
            while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                match collect(&app) {
                    Ok(0) | Err(Trouble::Busy) => {}
                    Ok(files) => tracing::info!(files, "files that nothing names were collected"),
                    Err(Trouble::Fault(fault)) => tracing::error!(%fault, "files could not be collected"),
                }
            }
        };
        let thread = std::thread::Builder::new().name("collector".to_owned()).spawn(run)?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the collector's thread panicked");
        }
    }
}

/// Collects what is due; how many files.
fn collect(app: &App) -> Result<usize, Trouble> {
    let before = app.clock().now().plus(-UNNAMED_MS);
    app.writer.write_blocking(move |writing| forget_addresses(writing.sql, before))?;
    let found = app.readers.read_blocking(|sql| unnamed(sql, before))?;
    let mut collected = 0;
    for hash in found {
        // Somebody sends it just now: next time.
        let Some(_alone) = app.blobs.alone(&hash) else { continue };
        let wanted = hash.clone();
        let gone = app.writer.write_blocking(move |writing| forget(writing.sql, &wanted, before))?;
        if gone {
            let removed = app.blobs.remove(&hash).and_then(|()| app.renditions.remove(&hash));
            if let Err(error) = removed {
                tracing::error!(%error, hash, "a file could not be removed");
            }
            collected += 1;
        }
    }
    Ok(collected)
}

/// Forgets addresses that were used: they have long ended.
fn forget_addresses(sql: &mut dyn Sql, before: Timestamp) -> Result<(), Fault> {
    sql.execute("DELETE FROM upload WHERE used_at <= ?", &[before.into()]).map(drop)
}

fn unnamed(sql: &mut dyn Sql, before: Timestamp) -> Result<Vec<String>, Fault> {
    let text = format!("SELECT hash FROM blob WHERE {UNNAMED} ORDER BY checked_at, hash LIMIT ?");
    sql.all(&text, &[before.into(), Value::Int(FILES_MAX)], |row| Ok(row.text(0)?.to_owned()))
}

/// Forgets a file if nothing names it still; whether it did.
fn forget(sql: &mut dyn Sql, hash: &str, before: Timestamp) -> Result<bool, Fault> {
    let text = format!("DELETE FROM blob WHERE hash = ? AND {UNNAMED}");
    if sql.execute(&text, &[Value::from(hash), before.into()])? == 0 {
        return Ok(false);
    }
    for text in ["DELETE FROM blob_uploader WHERE hash = ?", "DELETE FROM picture WHERE hash = ?"] {
        sql.execute(text, &[Value::from(hash)])?;
    }
    Ok(true)
}
