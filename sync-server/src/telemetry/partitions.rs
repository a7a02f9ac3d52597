//! The days: a database file each, opened when needed.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use hubbub_core::domain::MIGRATIONS_TELEMETRY;
use hubbub_core::store::migrate::migrate;
use hubbub_core::store::{Fault, OpenOptions, SqliteDatabase};
use hubbub_core::time::{DAY_MS, Timestamp};

use crate::folder;
use crate::logs::rfc3339;

/// Days that are open at once: today, yesterday for late samples, and one that is caught up on.
const OPEN_MAX: usize = 3;
const ENDING: &str = ".db";

/// A day since 1970-01-01, UTC.
pub(super) type Day = i64;

pub(super) const fn day_of(at: Timestamp) -> Day {
    at.0.div_euclid(DAY_MS)
}

/// The folder with a file per day.
pub(crate) struct Partitions {
    folder: PathBuf,
    open: Mutex<BTreeMap<Day, Arc<SqliteDatabase>>>,
}

impl Partitions {
    pub(crate) fn open(folder: PathBuf) -> std::io::Result<Self> {
        folder::create_private(&folder)?;
        Ok(Self { folder, open: Mutex::default() })
    }

    /// The database of a day, made when absent.
    pub(super) fn day(&self, day: Day, now: Timestamp) -> Result<Arc<SqliteDatabase>, Fault> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(database) = open.get(&day) {
            return Ok(Arc::clone(database));
        }
        let options = OpenOptions { key: None, readers: 1 };
        let database = Arc::new(SqliteDatabase::open(&self.path(day), &options)?);
        migrate(&*database, MIGRATIONS_TELEMETRY, now)?;
        if open.len() >= OPEN_MAX {
            open.pop_first();
        }
        open.insert(day, Arc::clone(&database));
        Ok(database)
    }

    /// Every day there is, the earliest first.
    pub(super) fn days(&self) -> Result<Vec<Day>, Fault> {
        let io = |error: std::io::Error| Fault::Io(error.to_string());
        let mut days = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(io)? {
            let name = entry.map_err(io)?.file_name();
            let number =
                name.to_str().and_then(|name| name.strip_suffix(ENDING)?.rsplit('_').next()?.parse().ok());
            days.extend(number.map(|number: Day| number));
        }
        days.sort_unstable();
        Ok(days)
    }

    /// When a day's files were last written to, by the clock of the file system; nothing when there are none. Closing
    /// one that nobody has written to since makes it no later.
    pub(super) fn written_at(&self, day: Day) -> Option<SystemTime> {
        let times = ["", "-wal"].into_iter().filter_map(|ending| {
            let mut file = self.path(day).into_os_string();
            file.push(ending);
            fs::metadata(file).and_then(|found| found.modified()).ok()
        });
        times.max()
    }

    /// Removes a day for good.
    pub(super) fn remove(&self, day: Day) -> Result<(), Fault> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&day);
        let path = self.path(day);
        for ending in ["", "-wal", "-shm"] {
            let mut file = path.clone().into_os_string();
            file.push(ending);
            match fs::remove_file(&file) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(Fault::Io(error.to_string()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// As `2026-11-25_20782.db`: the date for people, the number for us.
    fn path(&self, day: Day) -> PathBuf {
        let date: String = rfc3339(Timestamp(day.saturating_mul(DAY_MS))).chars().take(10).collect();
        self.folder.join(format!("{date}_{day}{ENDING}"))
    }
}
