//! Copies of the database: taken while the server works, and brought back.
//!
//! A copy is a database of its own, of one moment. The server then tells devices how far it reaches: they keep
//! what they have sent until a copy holds it, and send it again to a server that was brought back. From the
//! first copy on, copies have to be taken regularly: what is not in one waits on every device.
//!
//! The copy holds no files, keys, telemetry or the list of who was erased. Those lie beside the database, only
//! grow or are made anew, and are copied as they are; a restored database forgets again whom that list names.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use hubbub_core::id::Id;
use hubbub_core::store::{Database, Durability, Fault, OpenOptions, Sql, SqliteDatabase, Value};
use hubbub_core::sync::rules::Domain;
use hubbub_core::sync::server::Server;
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::config::{Config, Product};
use crate::folder;
use crate::host::DATABASE;
use crate::random;

/// How far the latest copy reaches, for the server that works on the folder.
const NOTE: &str = "backup.json";
/// A database on its way into the folder.
const COMING: &str = "restoring.db";
/// What SQLite keeps beside a database.
const ENDINGS: [&str; 3] = ["", "-wal", "-shm"];

/// Why a copy was not taken, or not brought back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing to copy.
    #[error("there is no database at {}", .0.display())]
    Nothing(PathBuf),
    /// A copy never replaces a file.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// A server works on the data folder.
    #[error("{} is in use by a server; stop that one first", .0.display())]
    InUse(PathBuf),
    /// A file could not be read or written.
    #[error("the file can't be used: {0}")]
    Io(#[from] io::Error),
    /// The database, or its copy, can't be used.
    #[error("the database can't be used: {0}")]
    Database(#[from] Fault),
}

/// How far a database reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// Which history it belongs to.
    pub epoch: Id,
    /// Calls applied in it.
    pub position: u64,
}

/// Copies the database of a data folder to the new file `target`, whether a server works on it or not.
///
/// # Errors
/// [`BackupError`]; there is no file at `target` then.
pub fn back_up(data: &Path, target: &Path) -> Result<Reach, BackupError> {
    let path = data.join(DATABASE);
    if !path.is_file() {
        return Err(BackupError::Nothing(path));
    }
    if target.exists() {
        return Err(BackupError::Exists(target.to_owned()));
    }
    let coming = target.with_extension("part");
    remove(&coming)?;
    open(&path)?.copy_to(&coming)?;
    let copy = open(&coming)?;
    copy.check()?;
    let reach = reach(&copy)?;
    copy.checkpoint()?;
    drop(copy);
    File::open(&coming)?.sync_all()?;
    fs::rename(&coming, target)?;
    folder::sync(parent(target))?;
    note(data, &reach)?;
    Ok(reach)
}

/// Puts the copy `from` in the place of a data folder's database, which is kept beside it under another name.
/// The server begins another epoch with it.
///
/// # Errors
/// [`BackupError`]; the database in the folder is the one of before then.
pub fn restore<D: Domain>(config: &Config, _: &Product<D>, from: &Path) -> Result<Reach, BackupError> {
    if !from.is_file() {
        return Err(BackupError::Nothing(from.to_owned()));
    }
    let _held = folder::hold(&config.data).map_err(|refused| match refused {
        folder::Refused::InUse => BackupError::InUse(config.data.clone()),
        folder::Refused::Io(error) => BackupError::Io(error),
    })?;
    let now = config.clock.now();
    let coming = config.data.join(COMING);
    for ending in ENDINGS {
        remove(&beside(&coming, ending))?;
    }
    fs::copy(from, &coming)?;
    let database = open(&coming)?;
    database.check()?;
    let Reach { position, .. } = reach(&database)?;
    let epoch = random::id(now)?;
    let shared: &dyn Database = &database;
    shared.write(Durability::Full, |sql| {
        Server::<D>::begin_epoch(sql, epoch, true)?;
        set_backed_up(sql, position)
    })?;
    database.checkpoint()?;
    drop(database);
    File::open(&coming)?.sync_all()?;
    put_in_place(&config.data, &coming, now)?;
    remove(&config.data.join(NOTE))?;
    Ok(Reach { epoch, position })
}

fn put_in_place(data: &Path, coming: &Path, now: Timestamp) -> io::Result<()> {
    let (path, kept) = (data.join(DATABASE), data.join(format!("replaced-{}.db", now.0)));
    for ending in ENDINGS {
        let file = beside(&path, ending);
        if file.exists() {
            fs::rename(file, beside(&kept, ending))?;
        }
    }
    fs::rename(coming, path)?;
    folder::sync(data)
}

/// How far a copy reaches that no database knows of yet.
pub(crate) fn noted(data: &Path) -> Option<Reach> {
    serde_json::from_str(&fs::read_to_string(data.join(NOTE)).ok()?).ok()
}

/// Forgets the note: the database has it.
pub(crate) fn forget_note(data: &Path) -> io::Result<()> {
    remove(&data.join(NOTE))
}

/// Keeps how far the latest copy reaches, unless that copy is of another history.
pub(crate) fn keep(sql: &mut dyn Sql, reach: &Reach) -> Result<(), Fault> {
    let text = "SELECT value FROM server_meta WHERE name = 'epoch'";
    let epoch = sql.first(text, &[], |row| Ok(row.text(0)?.to_owned()))?;
    if epoch.is_some_and(|epoch| epoch == reach.epoch.to_string()) {
        set_backed_up(sql, reach.position)
    } else {
        Ok(())
    }
}

fn set_backed_up(sql: &mut dyn Sql, position: u64) -> Result<(), Fault> {
    let text = "INSERT INTO server_meta (name, value) VALUES ('backup_position', ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sql.execute(text, &[Value::from(position.to_string())]).map(drop)
}

fn note(data: &Path, reach: &Reach) -> Result<(), BackupError> {
    let coming = data.join(format!("{NOTE}.part"));
    fs::write(&coming, serde_json::to_string(reach).map_err(io::Error::other)?)?;
    File::open(&coming)?.sync_all()?;
    fs::rename(coming, data.join(NOTE))?;
    Ok(folder::sync(data)?)
}

fn open(path: &Path) -> Result<SqliteDatabase, Fault> {
    SqliteDatabase::open(path, &OpenOptions { key: None, readers: 1 })
}

fn reach(database: &SqliteDatabase) -> Result<Reach, BackupError> {
    let shared: &dyn Database = database;
    let meta = shared.read(|sql| {
        let text = "SELECT coalesce(max(value), '') FROM server_meta WHERE name = ?";
        let mut value = |name: &str| sql.first(text, &[Value::from(name)], |row| Ok(row.text(0)?.to_owned()));
        Ok((value("epoch")?.unwrap_or_default(), value("position")?.unwrap_or_default()))
    })?;
    let epoch = meta.0.parse().map_err(|_| Fault::Shape("server_meta.epoch".to_owned()))?;
    Ok(Reach { epoch, position: meta.1.parse().unwrap_or_default() })
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
