//! Opening the store, and what happens when it is damaged: it is put aside, a new one is made, and
//! what can still be read of the unsent changes is carried over. Never a crash loop, never a silent
//! loss.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::keeper::fresh_id;
use crate::domain::MIGRATIONS_DEVICE;
use crate::store::migrate::migrate;
use crate::store::{Database, Durability, Fault, Key, OpenOptions, Sql, SqliteDatabase, Value};
use crate::sync::device::set_meta;
use crate::time::Timestamp;

const STORE: &str = "store.db";
const DAMAGED: &str = "damaged";
const KEPT: &str = "damaged-";
const REBUILDING: &str = "rebuilding.db";
const COUNT: &str = "unsent";
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
    /// Where the damaged store was put.
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
        None => open_sound(&folder.join(STORE), key, now),
    };
    match opened {
        Ok(database) => Ok((database, None)),
        Err(Fault::Damaged(reason)) => {
            let recovery = rebuild(folder, key, now, reason)?;
            Ok((open_sound(&folder.join(STORE), key, now)?, Some(recovery)))
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
    empty && folder.join(COUNT).exists()
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
    for entry in fs::read_dir(folder).map_err(|error| Fault::from(&error))? {
        let path = entry.map_err(|error| Fault::from(&error))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with(KEPT) || name == OWNER {
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

/// Keeps the number of unsent changes beside the store.
pub(super) fn keep_count(folder: &Path, count: u64) {
    if let Err(error) = fs::write(folder.join(COUNT), count.to_string()) {
        tracing::warn!(%error, "the number of unsent changes could not be noted");
    }
}

fn open_sound(path: &Path, key: &Key, now: Timestamp) -> Result<SqliteDatabase, Fault> {
    let options = OpenOptions { key: Some(key.clone()), readers: READERS };
    let database = SqliteDatabase::open(path, &options)?;
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
    let found =
        SqliteDatabase::open(&kept_at, &options).map(|database| salvage(&database)).unwrap_or_default();
    let fresh = SqliteDatabase::open(&folder.join(REBUILDING), &options)?;
    migrate(&fresh, MIGRATIONS_DEVICE, now)?;
    let device = fresh_id(now)?;
    let target: &dyn Database = &fresh;
    target.write(Durability::Full, |sql| {
        set_meta(sql, "device", &device.to_string())?;
        if let Ok(owner) = fs::read_to_string(folder.join(OWNER)) {
            set_meta(sql, "user", owner.trim())?;
        }
        restore(sql, &found)
    })?;
    fresh.checkpoint()?;
    drop(fresh);
    rename(&folder.join(REBUILDING), &store)?;
    sync_folder(folder).map_err(|error| Fault::from(&error))?;
    remove(&folder.join(DAMAGED))?;
    let counted =
        fs::read_to_string(folder.join(COUNT)).ok().and_then(|text| text.trim().parse::<u64>().ok());
    let waiting = found.calls.iter().filter(|row| row.first() == Some(&Value::Int(1)));
    let saved = u64::try_from(waiting.count()).unwrap_or(u64::MAX);
    let lost = counted.unwrap_or_default().saturating_sub(saved);
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
    meta: Vec<(String, String)>,
    calls: Vec<Vec<Value>>,
    refused: Vec<Vec<Value>>,
    samples: Vec<Vec<Value>>,
    files: Vec<Vec<Value>>,
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
    found
}

/// Puts salvaged calls into a new store. The device is a new one to the server; call ids stay, so what
/// the server already has is not done twice.
fn restore(sql: &mut dyn Sql, found: &Found) -> Result<(), Fault> {
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
        crate::sync::device::adopt(sql, row.get(1..).unwrap_or_default())?;
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
