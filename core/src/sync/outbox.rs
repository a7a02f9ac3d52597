//! The outbox: calls from the moment they are recorded until the server has them safe, and the inbox
//! of those that were refused.

use std::collections::BTreeSet;

use super::protocol::{CALLS_PER_REQUEST_MAX, Digest, QueuedCall, Upload};
use super::server::{hex, signed, unhex, unsigned};
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::store::{Fault, RowView, Sql, Value};
use crate::time::Timestamp;

/// Bytes of commands in one request, so that a slow link still makes progress.
const UPLOAD_BYTES: usize = 256 * 1024;

/// Where a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Recorded; the server has not decided it.
    Waiting,
    /// Applied by the server; its rows have not all come.
    Accepted,
    /// Applied and seen; kept until the server's backup holds it.
    Kept,
    /// The server is too old to know the command.
    Unknown,
    /// Given up by the person; only its number goes, unless it was already on its way.
    Discarded,
}

impl State {
    const fn number(self) -> i64 {
        match self {
            Self::Waiting => 0,
            Self::Accepted => 1,
            Self::Kept => 2,
            Self::Unknown => 3,
            Self::Discarded => 4,
        }
    }

    fn of(number: i64) -> Result<Self, Fault> {
        let all = [Self::Waiting, Self::Accepted, Self::Kept, Self::Unknown, Self::Discarded];
        let state = all.into_iter().find(|state| state.number() == number);
        state.ok_or_else(|| Fault::Shape(format!("outbox state {number}")))
    }
}

/// A call in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The call as it travels.
    pub call: QueuedCall,
    /// Where it stands.
    pub state: State,
    /// Digest of the device's calls up to this one.
    pub digest: Digest,
    /// Tables it read or wrote when it was last executed here.
    pub touched: BTreeSet<String>,
    /// The refusal it met when it was last executed here: a prediction, not a verdict.
    pub predicted: Option<Refusal>,
}

impl Entry {
    /// What goes to the server for it.
    #[must_use]
    pub fn upload(&self) -> Upload {
        match self.state {
            State::Discarded => Upload::Discarded { number: self.call.number, id: self.call.id },
            _ => Upload::Call(self.call.clone()),
        }
    }
}

/// A refusal that the person has not cleared yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The refused call.
    pub id: Id,
    /// When the person did it.
    pub at: Timestamp,
    /// When the server decided, by its clock.
    pub decided_at: Timestamp,
    /// The command, JSON.
    pub command: String,
    /// What it depends on, should it be sent again.
    pub depends_on: Vec<Id>,
    /// Why.
    pub refusal: Refusal,
    /// The server put it aside without deciding: it may be sent again under the same id.
    pub undecided: bool,
}

const COLUMNS: &str = "number, id, at, seen, depends_on, command, state, digest, touched, predicted";

fn entry(row: &RowView<'_>) -> Result<Entry, Fault> {
    Ok(Entry {
        call: QueuedCall {
            number: unsigned(row.int(0)?),
            id: parse_id(row.text(1)?)?,
            at: Timestamp(row.int(2)?),
            seen: Timestamp(row.int(3)?),
            depends_on: parse(row.text(4)?)?,
            command: row.text(5)?.to_owned(),
        },
        state: State::of(row.int(6)?)?,
        digest: unhex(row.text(7)?),
        touched: parse(row.text(8)?)?,
        predicted: row.opt_text(9)?.map(parse).transpose()?,
    })
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::Shape(error.to_string()))
}

pub(super) fn parse_id(text: &str) -> Result<Id, Fault> {
    text.parse().map_err(|_| Fault::Shape(format!("{text:?} is no id")))
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<Value, Fault> {
    serde_json::to_string(value).map(Value::Text).map_err(|error| Fault::Shape(error.to_string()))
}

/// Adds a call.
///
/// # Errors
/// The store's fault.
pub fn add(sql: &mut dyn Sql, entry: &Entry) -> Result<(), Fault> {
    sql.execute(
        &format!("INSERT INTO outbox ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        &[
            signed(entry.call.number),
            entry.call.id.into(),
            entry.call.at.into(),
            entry.call.seen.into(),
            json(&entry.call.depends_on)?,
            Value::from(entry.call.command.as_str()),
            Value::Int(entry.state.number()),
            Value::from(hex(entry.digest)),
            json(&entry.touched)?,
            entry.predicted.as_ref().map(json).transpose()?.unwrap_or(Value::Null),
        ],
    )
    .map(drop)
}

/// All calls, in the order of their numbers.
///
/// # Errors
/// The store's fault.
pub fn all(sql: &mut dyn Sql) -> Result<Vec<Entry>, Fault> {
    sql.all(&format!("SELECT {COLUMNS} FROM outbox ORDER BY number"), &[], entry)
}

/// Calls whose effect is shown before the server's rows say so, in order.
///
/// # Errors
/// The store's fault.
pub fn to_replay(sql: &mut dyn Sql) -> Result<Vec<Entry>, Fault> {
    let text =
        format!("SELECT {COLUMNS} FROM outbox WHERE state IN (0, 1, 3) AND command <> '' ORDER BY number");
    sql.all(&text, &[], entry)
}

/// The calls that follow on what the server has decided, in order, as many as fit a request.
///
/// # Errors
/// The store's fault.
pub fn to_send(sql: &mut dyn Sql, high_water: u64) -> Result<Vec<Upload>, Fault> {
    let limit = i64::try_from(CALLS_PER_REQUEST_MAX).unwrap_or(i64::MAX);
    let text = format!("SELECT {COLUMNS} FROM outbox WHERE number > ? ORDER BY number LIMIT ?");
    let entries = sql.all(&text, &[signed(high_water), Value::Int(limit)], entry)?;
    let mut room = UPLOAD_BYTES;
    let mut uploads = Vec::new();
    for entry in entries {
        if room == 0 {
            break;
        }
        room = room.saturating_sub(entry.call.command.len() + 64);
        uploads.push(entry.upload());
    }
    Ok(uploads)
}

/// The call with this number.
///
/// # Errors
/// The store's fault.
pub fn get(sql: &mut dyn Sql, number: u64) -> Result<Option<Entry>, Fault> {
    sql.first(&format!("SELECT {COLUMNS} FROM outbox WHERE number = ?"), &[signed(number)], entry)
}

/// The call with this id that is not decided yet: waiting, or unknown to the server.
///
/// # Errors
/// The store's fault.
pub fn undecided(sql: &mut dyn Sql, id: Id) -> Result<Option<Entry>, Fault> {
    sql.first(&format!("SELECT {COLUMNS} FROM outbox WHERE id = ? AND state IN (0, 3)"), &[id.into()], entry)
}

/// Moves a call to another state.
///
/// # Errors
/// The store's fault.
pub fn set_state(sql: &mut dyn Sql, number: u64, state: State) -> Result<(), Fault> {
    let text = "UPDATE outbox SET state = ? WHERE number = ?";
    sql.execute(text, &[Value::Int(state.number()), signed(number)]).map(drop)
}

/// Forgets what a call said; that it was made stays.
///
/// # Errors
/// The store's fault.
pub fn forget(sql: &mut dyn Sql, number: u64) -> Result<(), Fault> {
    sql.execute("UPDATE outbox SET command = '' WHERE number = ?", &[signed(number)]).map(drop)
}

/// Calls above a number that the server had taken and has lost wait again; the ids of those that can't, since
/// what they said was forgotten: they go as given up.
///
/// # Errors
/// The store's fault.
pub fn reopen(sql: &mut dyn Sql, high_water: u64) -> Result<Vec<Entry>, Fault> {
    let above = [signed(high_water)];
    let text = format!(
        "SELECT {COLUMNS} FROM outbox WHERE state IN (1, 2) AND command = '' AND number > ? ORDER BY number"
    );
    let forgotten = sql.all(&text, &above, entry)?;
    let text = "UPDATE outbox SET state = CASE WHEN command = '' THEN 4 ELSE 0 END
         WHERE state IN (1, 2) AND number > ?";
    sql.execute(text, &above)?;
    Ok(forgotten)
}

/// Notes what happened when a call was executed again.
///
/// # Errors
/// The store's fault.
pub fn set_prediction(
    sql: &mut dyn Sql,
    number: u64,
    touched: &BTreeSet<&'static str>,
    predicted: Option<&Refusal>,
) -> Result<(), Fault> {
    let predicted = predicted.map(json).transpose()?.unwrap_or(Value::Null);
    let text = "UPDATE outbox SET touched = ?, predicted = ? WHERE number = ?";
    sql.execute(text, &[json(touched)?, predicted, signed(number)]).map(drop)
}

/// Removes a call.
///
/// # Errors
/// The store's fault.
pub fn remove(sql: &mut dyn Sql, number: u64) -> Result<(), Fault> {
    sql.execute("DELETE FROM outbox WHERE number = ?", &[signed(number)]).map(drop)
}

/// Forgets kept calls that the server's backup holds.
///
/// # Errors
/// The store's fault.
pub fn forget_safe(sql: &mut dyn Sql, safe: u64) -> Result<(), Fault> {
    sql.execute("DELETE FROM outbox WHERE state = 2 AND number <= ?", &[signed(safe)]).map(drop)
}

/// Accepted calls become kept ones: their rows have come.
///
/// # Errors
/// The store's fault.
pub fn accepted_are_seen(sql: &mut dyn Sql) -> Result<(), Fault> {
    sql.execute("UPDATE outbox SET state = 2 WHERE state = 1", &[]).map(drop)
}

/// The tables that calls still waiting have read or written.
///
/// # Errors
/// The store's fault.
pub fn touched(sql: &mut dyn Sql) -> Result<BTreeSet<String>, Fault> {
    let distinct = "SELECT DISTINCT touched FROM outbox WHERE state IN (0, 1, 3)";
    let sets = sql.all(distinct, &[], |row| parse::<BTreeSet<String>>(row.text(0)?))?;
    Ok(sets.into_iter().flatten().collect())
}

/// How many calls are not decided yet.
///
/// # Errors
/// The store's fault.
pub fn count_waiting(sql: &mut dyn Sql) -> Result<u64, Fault> {
    let count = sql.first("SELECT count(*) FROM outbox WHERE state IN (0, 3)", &[], |row| row.int(0))?;
    Ok(unsigned(count.unwrap_or_default()))
}

/// Puts a refusal into the inbox.
///
/// # Errors
/// The store's fault.
pub fn add_refused(sql: &mut dyn Sql, number: u64, refused: &Refused) -> Result<(), Fault> {
    sql.execute(
        "INSERT INTO refused (id, number, at, decided_at, command, depends_on, refusal, undecided)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET refusal = excluded.refusal, undecided = excluded.undecided,
         decided_at = excluded.decided_at, depends_on = excluded.depends_on",
        &[
            refused.id.into(),
            signed(number),
            refused.at.into(),
            refused.decided_at.into(),
            Value::from(refused.command.as_str()),
            json(&refused.depends_on)?,
            json(&refused.refusal)?,
            Value::from(refused.undecided),
        ],
    )
    .map(drop)
}

/// The refusals that the person has not cleared, the oldest first.
///
/// # Errors
/// The store's fault.
pub fn refused(sql: &mut dyn Sql) -> Result<Vec<Refused>, Fault> {
    let text = "SELECT id, at, decided_at, command, refusal, undecided, depends_on FROM refused
         ORDER BY decided_at, number";
    sql.all(text, &[], |row| {
        Ok(Refused {
            id: parse_id(row.text(0)?)?,
            at: Timestamp(row.int(1)?),
            decided_at: Timestamp(row.int(2)?),
            command: row.text(3)?.to_owned(),
            refusal: parse(row.text(4)?).unwrap_or_else(|_| Refusal::new(Code::Newer)),
            undecided: row.int(5)? == 1,
            depends_on: parse(row.text(6)?)?,
        })
    })
}

/// Takes a refusal out of the inbox; whether it was there.
///
/// # Errors
/// The store's fault.
pub fn clear_refused(sql: &mut dyn Sql, id: Id) -> Result<bool, Fault> {
    Ok(sql.execute("DELETE FROM refused WHERE id = ?", &[id.into()])? > 0)
}
