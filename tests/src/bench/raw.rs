//! The raw baselines: the same rows and bytes with nothing of Hubbub in between.

use std::time::Instant;

use hubbub_core::store::Key;
use rusqlite::{Connection, params};

use crate::Failure;
use crate::board::{Line, SCHEMA};

/// The pragmas of Hubbub's own stores, so that only the work differs.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 16384; PRAGMA secure_delete = ON;";

/// A raw SQLite database in a folder of its own.
pub(crate) struct Raw {
    pub(crate) connection: Connection,
    _folder: tempfile::TempDir,
}

impl Raw {
    pub(crate) fn open(encrypted: bool, synchronous: &str) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let connection = Connection::open(folder.path().join("raw.db"))?;
        if encrypted {
            let key: String = Key::random()?.fingerprint().chars().cycle().take(64).collect();
            let hex: String =
                key.bytes().map(|byte| char::from_digit(u32::from(byte) % 16, 16).unwrap_or('0')).collect();
            connection.execute_batch(&format!("PRAGMA key = \"x'{hex}'\""))?;
        }
        connection.execute_batch(PRAGMAS)?;
        connection.execute_batch(&format!("PRAGMA synchronous = {synchronous}"))?;
        connection.execute_batch(SCHEMA.sql)?;
        Ok(Self { connection, _folder: folder })
    }

    /// Inserts lines in one transaction; seconds.
    pub(crate) fn insert(&mut self, lines: &[Line]) -> Result<f64, Failure> {
        let start = Instant::now();
        let transaction = self.connection.transaction()?;
        {
            let mut insert = transaction.prepare(
                "INSERT INTO line (id, list, name, amount, price_minor, changed_at, note)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?;
            for line in lines {
                insert.execute(params![
                    line.id.to_string(),
                    line.list.to_string(),
                    line.name,
                    line.amount,
                    line.price_minor,
                    line.changed_at,
                    line.note
                ])?;
            }
        }
        transaction.commit()?;
        Ok(start.elapsed().as_secs_f64())
    }

    /// How many rows there are.
    pub(crate) fn count(&self) -> Result<i64, Failure> {
        Ok(self.connection.query_row("SELECT count(*) FROM line", [], |row| row.get(0))?)
    }
}

/// Seconds to insert `lines` into a new database and count them.
pub(crate) fn insert_all(lines: &[Line], encrypted: bool) -> Result<f64, Failure> {
    let mut raw = Raw::open(encrypted, "NORMAL")?;
    let start = Instant::now();
    raw.insert(lines)?;
    raw.count()?;
    Ok(start.elapsed().as_secs_f64())
}
