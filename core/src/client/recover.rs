//! Opening the store, and what happens when it is damaged or was set back: it is put aside, a new one is
//! made, and what can still be read of the unsent changes is carried over. Never a crash loop, never a
//! silent loss.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::keeper::fresh_id;
use super::mark::{self, Figures, Mark};
use crate::domain::MIGRATIONS_DEVICE;
use crate::refusal::{Code, Refusal};
use crate::store::migrate::migrate;
use crate::store::{Database, Durability, Fault, Key, OpenOptions, Sql, SqliteDatabase, Value};
use crate::sync::device::set_meta;
use crate::time::Timestamp;

const STORE: &str = "store.db";
const DAMAGED: &str = "damaged";
const KEPT: &str = "damaged-";
const REBUILDING: &str = "rebuilding.db";
const OWNER: &str = "owner";
const KEY: &str = "key";
const READERS: usize = 3;

/// What became of a damaged store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Unsent changes that were carried over, and will be sent.
    pub saved: u64,
    /// Unsent changes that could not be read any more. Tell the person.
    pub lost: u64,
    /// Where the damaged store was put; nothing is there where nothing of it may be kept.
    pub kept_at: PathBuf,
    /// What was wrong, for the log.
    pub reason: String,
}

/// Opens the store in `folder`, making it or making it anew where needed.
pub(super) fn open(
    folder: &Path,
    key: &Key,
    now: Timestamp,
) -> Result<(SqliteDatabase, Option<Recovery>), Fault> {
    fs::create_dir_all(folder).map_err(|error| Fault::from(&error))?;
    check_key(folder, key)?;
    let marked = fs::read_to_string(folder.join(DAMAGED)).ok();
    let opened = match marked {
        Some(reason) => Err(Fault::Damaged(reason)),
        None if is_missing(folder) => Err(Fault::Damaged("the store's file is gone or empty".to_owned())),
        None => open_sound(folder, key, now).and_then(|database| {
            is_not_set_back(folder, key, &database)?;
            Ok(database)
        }),
    };
    match opened {
        Ok(database) => Ok((database, None)),
        Err(Fault::Damaged(reason)) => {
            let recovery = rebuild(folder, key, now, reason)?;
            Ok((open_sound(folder, key, now)?, Some(recovery)))
        }
        Err(fault) => Err(fault),
    }
}

/// Refuses a key that the store was not made with: nothing is touched then.
fn check_key(folder: &Path, key: &Key) -> Result<(), Fault> {
    match fs::read_to_string(folder.join(KEY)) {
        Ok(known) if known.trim() == key.fingerprint() => Ok(()),
        Ok(known) if !known.trim().is_empty() => Err(Fault::WrongKey),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::from(&error)),
        _ => write_durably(folder, KEY, &key.fingerprint()),
    }
}

/// Whether there was a store here that is not there any more.
fn is_missing(folder: &Path) -> bool {
    let empty = fs::metadata(folder.join(STORE)).map_or(true, |data| data.len() == 0);
    empty && mark::exists(folder)
}

/// Damaged, if the mark beside the store has seen more of it than is there.
fn is_not_set_back(folder: &Path, key: &Key, database: &SqliteDatabase) -> Result<(), Fault> {
    let Some(mark) = mark::read(folder, key) else { return Ok(()) };
    let reader: &dyn Database = database;
    let here = reader.read(Figures::read)?;
    if here.commits < mark.figures.commits {
        let lacking = mark.figures.commits - here.commits;
        return Err(Fault::Damaged(format!("the log lost its end: {lacking} commits are missing")));
    }
    Ok(())
}

/// Remembers that the store is damaged, for the next start.
pub(super) fn mark_damaged(folder: &Path, reason: &str) {
    if let Err(fault) = write_durably(folder, DAMAGED, reason) {
        tracing::error!(%fault, "the damage could not be noted");
    }
}

/// Remembers beside the store whose it is.
pub(super) fn keep_owner(folder: &Path, user: &str) -> Result<(), Fault> {
    write_durably(folder, OWNER, user)
}

/// Removes what earlier rebuilds have put aside, and whose the store was.
pub(super) fn remove_kept(folder: &Path) -> Result<(), Fault> {
    remove(&folder.join(OWNER))?;
    remove_aside(folder)
}

fn remove_aside(folder: &Path) -> Result<(), Fault> {
    for entry in fs::read_dir(folder).map_err(|error| Fault::from(&error))? {
        let path = entry.map_err(|error| Fault::from(&error))?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(KEPT)) {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Writes a small file whole or not at all; it has reached the disk when this returns.
fn write_durably(folder: &Path, name: &str, text: &str) -> Result<(), Fault> {
    let temporary = folder.join(format!("{name}.part"));
    let write = || -> std::io::Result<()> {
        fs::write(&temporary, text)?;
        fs::File::open(&temporary)?.sync_all()?;
        fs::rename(&temporary, folder.join(name))?;
        sync_folder(folder)
    };
    write().map_err(|error| Fault::from(&error))
}

fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

fn open_sound(folder: &Path, key: &Key, now: Timestamp) -> Result<SqliteDatabase, Fault> {
    let options = OpenOptions { key: Some(key.clone()), readers: READERS };
    let database = SqliteDatabase::open(&folder.join(STORE), &options)?;
    let writer: &dyn Database = &database;
    // A migration must not meet predictions: they are made again when it is through.
    writer.write(Durability::Full, |sql| crate::sync::predict::rewind_all(sql).map(drop))?;
    migrate(&database, MIGRATIONS_DEVICE, now)?;
    // What must be sound before anything else: what the person did and has not been told about.
    let reader: &dyn Database = &database;
    reader.read(|sql| {
        crate::sync::outbox::all(sql)?;
        crate::sync::outbox::refused(sql)?;
        sql.all("SELECT name, value FROM client_meta", &[], |row| row.text(1).map(drop))?;
        sql.all("SELECT scope, cursor FROM scope_cursor", &[], |row| row.int(1)).map(drop)
    })?;
    Ok(database)
}

/// Puts the damaged store aside and makes a new one. Killed at any point, it starts again where the
/// mark still stands: the damaged store is found under its old name or its new one.
fn rebuild(folder: &Path, key: &Key, now: Timestamp, reason: String) -> Result<Recovery, Fault> {
    write_durably(folder, DAMAGED, &reason)?;
    let store = folder.join(STORE);
    let kept_at = match (store.exists(), newest_kept(folder)?) {
        (false, Some(kept)) => kept,
        _ => folder.join(format!("{KEPT}{}.db", now.0)),
    };
    for ending in ["", "-wal", "-shm"] {
        rename(&with(&store, ending), &with(&kept_at, ending))?;
        remove(&with(&folder.join(REBUILDING), ending))?;
    }
    let options = OpenOptions { key: Some(key.clone()), readers: 1 };
    let mut found =
        SqliteDatabase::open(&kept_at, &options).map(|database| salvage(&database)).unwrap_or_default();
    let mark = mark::read(folder, key).unwrap_or_default();
    let known = found.figures.unwrap_or(mark.figures);
    if known.cleared < mark.figures.cleared {
        // It is as it was before it was cleared: nothing of that comes back.
        found = Found { figures: found.figures, ..Found::default() };
        remove_aside(folder)?;
    }
    let fresh = SqliteDatabase::open(&folder.join(REBUILDING), &options)?;
    migrate(&fresh, MIGRATIONS_DEVICE, now)?;
    let device = fresh_id(now)?;
    let target: &dyn Database = &fresh;
    target.write(Durability::Full, |sql| {
        set_meta(sql, "device", &device.to_string())?;
        if let Ok(owner) = fs::read_to_string(folder.join(OWNER)) {
            set_meta(sql, "user", owner.trim())?;
        }
        known.max(mark.figures).put(sql)?;
        restore(sql, &found, known.given_up < mark.figures.given_up, now)
    })?;
    fresh.checkpoint()?;
    drop(fresh);
    rename(&folder.join(REBUILDING), &store)?;
    sync_folder(folder).map_err(|error| Fault::from(&error))?;
    remove(&folder.join(DAMAGED))?;
    let (saved, lost) = found.saved_and_lost(&mark);
    tracing::error!(saved, lost, %reason, "the store was damaged and has been made anew");
    Ok(Recovery { saved, lost, kept_at, reason })
}

fn newest_kept(folder: &Path) -> Result<Option<PathBuf>, Fault> {
    let entries = fs::read_dir(folder).map_err(|error| Fault::from(&error))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let newest = names.filter(|name| name.starts_with(KEPT) && name.ends_with(".db")).max();
    Ok(newest.map(|name| folder.join(name)))
}

fn remove(path: &Path) -> Result<(), Fault> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::from(&error)),
        _ => Ok(()),
    }
}

#[derive(Default)]
struct Found {
    /// Nothing where they can't be read.
    figures: Option<Figures>,
    meta: Vec<(String, String)>,
    calls: Vec<Vec<Value>>,
    refused: Vec<Vec<Value>>,
    samples: Vec<Vec<Value>>,
    files: Vec<Vec<Value>>,
}

impl Found {
    /// How many unsent changes came over, and how many did not. Of the calls that the mark knows as waiting, those
    /// are lost that were recorded since: they are the latest. The others were found, if their table could be read.
    fn saved_and_lost(&self, mark: &Mark) -> (u64, u64) {
        let waiting = self.calls.iter().filter(|row| row.first() == Some(&Value::Int(1))).count();
        let waiting = u64::try_from(waiting).unwrap_or(u64::MAX);
        let recorded = self.figures.map_or(u64::MAX, |figures| figures.recorded);
        let missing = mark.figures.recorded.saturating_sub(recorded).min(mark.waiting);
        let lost = mark.waiting.saturating_sub(waiting).max(missing);
        let saved = if missing == 0 { waiting } else { waiting.min(mark.waiting - lost) };
        (saved, lost)
    }
}

const CALL_COLUMNS: &str = "id, at, seen, depends_on, command";
const REFUSED_COLUMNS: &str = "id, number, at, decided_at, command, refusal, undecided, depends_on";
const SAMPLE_COLUMNS: &str = "boot, seq, at, sample";
const FILE_COLUMNS: &str = "hash, size, state, moved, recorded_at, attempts";

/// Reads what still can be read, row by row: an unreadable page ends a table, not the salvage.
fn salvage(damaged: &SqliteDatabase) -> Found {
    let mut found = Found::default();
    let from: &dyn Database = damaged;
    let rows = |text: &str, into: &mut Vec<Vec<Value>>| {
        let read = from.reading(&mut |sql| {
            sql.query(text, &[], &mut |row| {
                into.push(row.values.iter().map(|value| value.owned()).collect());
                Ok(())
            })
        });
        if let Err(fault) = read {
            tracing::warn!(%fault, "part of a damaged table could not be read");
        }
    };
    let calls = format!(
        "SELECT state IN (0, 3), {CALL_COLUMNS} FROM outbox WHERE state < 4 AND command <> '' ORDER BY number"
    );
    rows(&calls, &mut found.calls);
    rows(&format!("SELECT {REFUSED_COLUMNS} FROM refused"), &mut found.refused);
    rows(&format!("SELECT {SAMPLE_COLUMNS} FROM sample"), &mut found.samples);
    rows(&format!("SELECT {FILE_COLUMNS} FROM file WHERE state = 0"), &mut found.files);
    let mut meta = Vec::new();
    let names = "'user', 'tokens', 'tokens_expire_at', 'session_device', 'clock_offset', 'server_time'";
    rows(&format!("SELECT name, value FROM client_meta WHERE name IN ({names})"), &mut meta);
    for row in meta {
        if let [Value::Text(name), Value::Text(value)] = row.as_slice() {
            found.meta.push((name.clone(), value.clone()));
        }
    }
    found.figures = from.read(Figures::read).ok();
    found
}

/// Puts salvaged calls into a new store. The device is a new one to the server; call ids stay, so what
/// the server already has is not done twice. Where the person may have given up a call that is found
/// waiting, it waits in the inbox for a word.
fn restore(sql: &mut dyn Sql, found: &Found, ask_first: bool, now: Timestamp) -> Result<(), Fault> {
    for (name, value) in &found.meta {
        set_meta(sql, name, value)?;
    }
    for (table, columns, rows) in [
        ("refused", REFUSED_COLUMNS, &found.refused),
        ("sample", SAMPLE_COLUMNS, &found.samples),
        ("file", FILE_COLUMNS, &found.files),
    ] {
        let marks = vec!["?"; columns.split(',').count()].join(", ");
        for row in rows {
            sql.execute(&format!("INSERT INTO {table} ({columns}) VALUES ({marks})"), row)?;
        }
    }
    for row in &found.calls {
        let is_waiting = row.first() == Some(&Value::Int(1));
        let call = row.get(1..).unwrap_or_default();
        if is_waiting && ask_first {
            crate::sync::device::adopt_to_inbox(sql, call, Refusal::new(Code::DeviceDamaged), now)?;
        } else {
            crate::sync::device::adopt(sql, call)?;
        }
    }
    Ok(())
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn rename(from: &Path, to: &Path) -> Result<(), Fault> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::from(&error)),
        _ => Ok(()),
    }
}
