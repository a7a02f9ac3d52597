//! The store on SQLite with SQLCipher: the device's, and the server's default.
//!
//! One connection writes, behind a lock; a few others read at the same time (write-ahead log). An
//! encrypted file has a raw 32-byte key, so nothing is derived at each open.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OpenFlags, ToSql, TransactionBehavior, types};
use zeroize::Zeroizing;

use crate::planted::{Bug, is_on};

use super::{Database, Fault, RowView, Sql, Value, ValueRef};

/// Statements kept prepared per connection.
const STATEMENTS_CACHED_MAX: usize = 256;
/// Page cache per connection. In random key order an encrypted bulk load needs it.
const CACHE_KIB: i64 = 65_536;
/// Pages in the log before it is folded into the main file (64 MiB of 4 KiB pages).
const WAL_PAGES: i64 = 16_384;
/// Words of one search at most; further ones are passed over. Nobody types more.
const SEARCH_WORDS_MAX: usize = 12;
/// How long to wait for another process before saying [`Fault::Busy`].
const BUSY_MS: u64 = 5_000;

/// A raw SQLCipher key, wiped from memory when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// The key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A key from the system's random source.
    ///
    /// # Errors
    /// [`Fault::Io`] when the system has no randomness to give.
    pub fn random() -> Result<Self, Fault> {
        let mut bytes = Zeroizing::new([0u8; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|error| Fault::Io(error.to_string()))?;
        Ok(Self(bytes))
    }

    /// Tells keys apart without telling anything of them: a hash under a purpose of its own.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        blake3::Hash::from_bytes(blake3::derive_key("hubbub store key fingerprint v1", self.0.as_slice()))
            .to_hex()
            .to_string()
    }

    /// A key of its own for another purpose.
    pub(crate) fn derived(&self, purpose: &'static str) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(blake3::derive_key(purpose, self.0.as_slice()))
    }

    fn pragma(&self) -> Zeroizing<String> {
        let hex: Zeroizing<String> =
            Zeroizing::new(self.0.iter().map(|byte| format!("{byte:02x}")).collect());
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", hex.as_str()))
    }
}

/// What a commit has survived when it returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Power loss (`synchronous = FULL`): for what a person was told is saved.
    Full,
    /// A crash of the process (`synchronous = NORMAL`): for what can be fetched again.
    Normal,
}

/// How to open a database.
#[derive(Clone, Default)]
pub struct OpenOptions {
    /// Encrypt with this key; plain when absent.
    pub key: Option<Key>,
    /// Connections that only read, at least one.
    pub readers: usize,
}

/// A SQLite database file.
pub struct SqliteDatabase {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    reader_free: Condvar,
    /// Set when a commit failed on the disk: what the file holds is no longer known, so nothing more
    /// is written until it is opened again.
    stopped: AtomicBool,
}

impl SqliteDatabase {
    /// Opens or creates the file at `path`.
    ///
    /// # Errors
    /// [`Fault::Damaged`] for a wrong key or a damaged file, [`Fault::Io`] when it cannot be opened.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Self, Fault> {
        let writer = connect(path, options, true)?;
        let readers: Result<Vec<_>, Fault> =
            (0..options.readers.max(1)).map(|_| connect(path, options, false)).collect();
        Ok(Self {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            readers: Mutex::new(readers?),
            reader_free: Condvar::new(),
            stopped: AtomicBool::new(false),
        })
    }

    /// Where the main file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads every page and checks its authentication code and structure.
    ///
    /// # Errors
    /// [`Fault::Damaged`] with the first thing that is wrong.
    pub fn check(&self) -> Result<(), Fault> {
        let connection = lock(&self.writer);
        for pragma in ["PRAGMA cipher_integrity_check", "PRAGMA quick_check(1)"] {
            let mut statement = connection.prepare(pragma)?;
            let found: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            if let Some(first) = found.iter().find(|line| *line != "ok") {
                return Err(Fault::Damaged(first.clone()));
            }
        }
        Ok(())
    }

    /// Folds the log into the main file, as before a copy of the file.
    ///
    /// # Errors
    /// The disk's fault.
    pub fn checkpoint(&self) -> Result<(), Fault> {
        lock(&self.writer).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Writes the whole file anew without what was deleted from it, and folds the log: older bytes are nowhere
    /// then. It takes as long as copying the file, and needs as much room.
    ///
    /// # Errors
    /// [`Fault::Busy`] while somebody still reads an older moment, or the disk's fault.
    pub fn compact(&self) -> Result<(), Fault> {
        let writer = lock(&self.writer);
        writer.execute_batch("VACUUM")?;
        let held: i64 = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if held == 0 { Ok(()) } else { Err(Fault::Busy) }
    }

    fn borrow_reader(&self) -> Connection {
        let mut free = lock(&self.readers);
        loop {
            if let Some(connection) = free.pop() {
                return connection;
            }
            free = self.reader_free.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A panic in another thread's transaction rolled that transaction back; the connection is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(path: &Path, options: &OpenOptions, write: bool) -> Result<Connection, Fault> {
    let flags = if write {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE
    };
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(std::time::Duration::from_millis(BUSY_MS))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_CACHED_MAX);
    if let Some(key) = &options.key {
        connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
        connection.execute_batch(&key.pragma())?;
    }
    // The first read tells whether key and file fit.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA cache_size = -{CACHE_KIB}; PRAGMA temp_store = MEMORY;
         PRAGMA wal_autocheckpoint = {WAL_PAGES}; PRAGMA journal_size_limit = 67108864;
         PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
    ))?;
    if !write {
        connection.execute_batch("PRAGMA query_only = ON")?;
    }
    Ok(connection)
}

/// Gives the borrowed reader back, also when the work panics.
struct Reader<'d> {
    database: &'d SqliteDatabase,
    connection: Option<Connection>,
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            lock(&self.database.readers).push(connection);
            self.database.reader_free.notify_one();
        }
    }
}

impl Database for SqliteDatabase {
    fn reading(&self, work: &mut dyn FnMut(&mut dyn Sql) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut reader = Reader { database: self, connection: Some(self.borrow_reader()) };
        let Some(connection) = reader.connection.as_mut() else {
            return Err(Fault::Bug("reader without connection".to_owned()));
        };
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        work(&mut Connected(&transaction))
    }

    fn writing(
        &self,
        durability: Durability,
        work: &mut dyn FnMut(&mut dyn Sql) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if self.stopped.load(Ordering::Acquire) {
            return Err(Fault::Io("an earlier commit failed; open the store again".to_owned()));
        }
        let mut connection = lock(&self.writer);
        connection.execute_batch(match durability {
            Durability::Full if !is_on(Bug::SyncForgotten) => "PRAGMA synchronous = FULL",
            Durability::Full | Durability::Normal => "PRAGMA synchronous = NORMAL",
        })?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        work(&mut Connected(&transaction))?;
        transaction.commit().map_err(|error| {
            let fault = Fault::from(error);
            if matches!(fault, Fault::Io(_) | Fault::Damaged(_)) {
                self.stopped.store(true, Ordering::Release);
            }
            fault
        })
    }
}

struct Connected<'c>(&'c Connection);

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => types::ValueRef::Null,
            Self::Int(value) => types::ValueRef::Integer(*value),
            Self::Text(value) => types::ValueRef::Text(value.as_bytes()),
        }))
    }
}

impl Sql for Connected<'_> {
    fn query(
        &mut self,
        sql: &str,
        params: &[Value],
        each: &mut dyn FnMut(&RowView<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut statement = self.0.prepare_cached(sql)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query(rusqlite::params_from_iter(params))?;
        while let Some(row) = rows.next()? {
            let values: Result<Vec<ValueRef<'_>>, Fault> =
                (0..names.len()).map(|at| value(row, at)).collect();
            each(&RowView { names: &names, values: &values? })?;
        }
        Ok(())
    }

    fn execute(&mut self, sql: &str, params: &[Value]) -> Result<usize, Fault> {
        Ok(self.0.prepare_cached(sql)?.execute(rusqlite::params_from_iter(params))?)
    }

    fn search(&mut self, table: &str, words: &str, limit: usize) -> Result<Vec<String>, Fault> {
        let Some(matching) = matching(words) else { return Ok(Vec::new()) };
        let text = "SELECT r.id FROM search_text t JOIN search_row r ON r.number = t.rowid
             WHERE t.words MATCH ? AND r.tbl = ? ORDER BY t.rank, r.id LIMIT ?";
        let limit = Value::Int(i64::try_from(limit).unwrap_or(i64::MAX));
        let mut ids = Vec::new();
        self.query(text, &[Value::from(matching), Value::from(table), limit], &mut |row| {
            ids.push(row.text(0)?.to_owned());
            Ok(())
        })?;
        Ok(ids)
    }
}

/// The words of a search as FTS5 reads them: each quoted, so that no sign has a meaning, and as a
/// beginning, so that a word is found while it is typed.
fn matching(words: &str) -> Option<String> {
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let quoted: Vec<String> = parts.take(SEARCH_WORDS_MAX).map(|word| format!("\"{word}\"*")).collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

fn value<'r>(row: &'r rusqlite::Row<'_>, at: usize) -> Result<ValueRef<'r>, Fault> {
    match row.get_ref(at)? {
        types::ValueRef::Null => Ok(ValueRef::Null),
        types::ValueRef::Integer(value) => Ok(ValueRef::Int(value)),
        types::ValueRef::Text(bytes) => std::str::from_utf8(bytes)
            .map(ValueRef::Text)
            .map_err(|_| Fault::Damaged(format!("column {at} is not UTF-8"))),
        types::ValueRef::Real(_) | types::ValueRef::Blob(_) => {
            Err(Fault::Shape(format!("column {at} is neither integer nor text")))
        }
    }
}
