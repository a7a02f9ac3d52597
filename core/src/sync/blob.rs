//! The file queue: photos and other files travel after the rows that name them, in pieces, resumed
//! where they stopped, and are known by their content.

use super::server::unsigned;
use crate::store::{Fault, Sql, Value};
use crate::time::Timestamp;

/// Bytes of one piece.
pub const PIECE_BYTES: usize = 256 * 1024;

/// Where a file of a device stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Here; the server does not have all of it yet.
    ToSend,
    /// Named by a row, wanted by a screen, not here yet.
    ToFetch,
    /// Here, and the server has it.
    Settled,
    /// Here, and the server will not take it.
    Refused,
}

impl FileState {
    const fn number(self) -> i64 {
        match self {
            Self::ToSend => 0,
            Self::ToFetch => 1,
            Self::Settled => 2,
            Self::Refused => 3,
        }
    }
}

/// A file in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Content hash.
    pub hash: String,
    /// Bytes in all; 0 while unknown.
    pub size: u64,
    /// Bytes that have been sent or fetched.
    pub moved: u64,
    /// Whether it goes up or down.
    pub state: FileState,
    /// Tries that failed since the last success.
    pub attempts: u64,
}

/// Adds a file to the queue; one that is there keeps its place.
///
/// # Errors
/// The store's fault.
pub fn enqueue(
    sql: &mut dyn Sql,
    hash: &str,
    size: usize,
    state: FileState,
    now: Timestamp,
) -> Result<(), Fault> {
    sql.execute(
        "INSERT INTO file (hash, size, state, moved, recorded_at, attempts) VALUES (?, ?, ?, 0, ?, 0)
         ON CONFLICT (hash) DO NOTHING",
        &[
            Value::from(hash),
            Value::Int(i64::try_from(size).unwrap_or(i64::MAX)),
            Value::Int(state.number()),
            now.into(),
        ],
    )
    .map(drop)
}

/// Asks for a file that is not here, or no longer.
///
/// # Errors
/// The store's fault.
pub fn want(sql: &mut dyn Sql, hash: &str, now: Timestamp) -> Result<(), Fault> {
    enqueue(sql, hash, 0, FileState::ToFetch, now)?;
    let text = "UPDATE file SET state = 1, moved = 0, attempts = 0 WHERE hash = ? AND state = 2";
    sql.execute(text, &[Value::from(hash)]).map(drop)
}

/// Notes that the server will not take a file.
///
/// # Errors
/// The store's fault.
pub fn refuse(sql: &mut dyn Sql, hash: &str) -> Result<(), Fault> {
    sql.execute("UPDATE file SET state = 3 WHERE hash = ?", &[Value::from(hash)]).map(drop)
}

/// How many files the server would not take.
///
/// # Errors
/// The store's fault.
pub fn count_refused(sql: &mut dyn Sql) -> Result<u64, Fault> {
    let count = sql.first("SELECT count(*) FROM file WHERE state = 3", &[], |row| row.int(0))?;
    Ok(unsigned(count.unwrap_or_default()))
}

/// The file to move next: those that go up before those that come down, fewest failures first. While files are held
/// back, only those that come down.
///
/// # Errors
/// The store's fault.
pub fn next(sql: &mut dyn Sql, held: bool) -> Result<Option<Queued>, Fault> {
    let text = "SELECT hash, size, moved, state, attempts FROM file WHERE state < 2 AND state >= ?
        ORDER BY attempts, state, recorded_at, hash LIMIT 1";
    sql.first(text, &[Value::Int(i64::from(held))], queued)
}

/// What is known of a file.
///
/// # Errors
/// The store's fault.
pub fn find(sql: &mut dyn Sql, hash: &str) -> Result<Option<Queued>, Fault> {
    let text = "SELECT hash, size, moved, state, attempts FROM file WHERE hash = ?";
    sql.first(text, &[Value::from(hash)], queued)
}

/// How many files still go up, and their bytes.
///
/// # Errors
/// The store's fault.
pub fn to_send(sql: &mut dyn Sql) -> Result<(u64, u64), Fault> {
    let text = "SELECT count(*), coalesce(sum(size - moved), 0) FROM file WHERE state = 0";
    let found = sql.first(text, &[], |row| Ok((unsigned(row.int(0)?), unsigned(row.int(1)?))))?;
    Ok(found.unwrap_or_default())
}

/// Notes how far a file has come.
///
/// # Errors
/// The store's fault.
pub fn progress(sql: &mut dyn Sql, hash: &str, moved: u64) -> Result<(), Fault> {
    let text = "UPDATE file SET moved = ?, attempts = 0 WHERE hash = ?";
    sql.execute(text, &[super::server::signed(moved), Value::from(hash)]).map(drop)
}

/// Notes that a try failed.
///
/// # Errors
/// The store's fault.
pub fn failed(sql: &mut dyn Sql, hash: &str) -> Result<(), Fault> {
    sql.execute("UPDATE file SET attempts = attempts + 1 WHERE hash = ?", &[Value::from(hash)]).map(drop)
}

/// Notes that the file is here and on the server.
///
/// # Errors
/// The store's fault.
pub fn settle(sql: &mut dyn Sql, hash: &str) -> Result<(), Fault> {
    sql.execute("UPDATE file SET state = 2, moved = size WHERE hash = ?", &[Value::from(hash)]).map(drop)
}

fn queued(row: &crate::store::RowView<'_>) -> Result<Queued, Fault> {
    let state = match row.int(3)? {
        0 => FileState::ToSend,
        1 => FileState::ToFetch,
        2 => FileState::Settled,
        _ => FileState::Refused,
    };
    Ok(Queued {
        hash: row.text(0)?.to_owned(),
        size: unsigned(row.int(1)?),
        moved: unsigned(row.int(2)?),
        state,
        attempts: unsigned(row.int(4)?),
    })
}
