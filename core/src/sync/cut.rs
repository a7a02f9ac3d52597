//! The answer to a request: grants, heads, outcomes and rows of one moment, read in one transaction.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::columns::{self, TableChange};
use super::protocol::{Answer, Chunk, Cursor, Head, ROWS_PER_REPLY_BYTES, Reply, Request, Verdict};
use super::rules::Domain;
use super::server::{Server, known_device, meta_text, outcome_of, signed, unsigned};
use crate::id::Id;
use crate::planted::{Bug, is_on};
use crate::refusal::{Code, Refusal};
use crate::scope::Scope;
use crate::store::{Fault, Row, Sql, Tables, Value, find_table};
use crate::time::Timestamp;

/// Changes in one chunk at most.
const CHANGES_PER_CHUNK_MAX: u64 = 8_192;
/// Plain bytes of rows in one chunk, estimated; a single larger row is a chunk of its own. Far below
/// what a device reads ([`columns::CHUNK_BYTES_MAX`]).
const PLAIN_BYTES_PER_CHUNK: usize = 4 * 1024 * 1024;
/// Verdicts in one reply at most.
const VERDICTS_PER_REPLY_MAX: usize = 10_000;
/// Bytes of encoded chunks kept for other devices at the same cursor.
const CACHE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Chunks that were encoded before, by scope and the range of lines that was looked at, with how many
/// lines that held: a chunk is still exact when its range still has as many. It may end before the
/// range does, when its rows were too large.
#[derive(Default)]
pub(super) struct ChunkCache(Mutex<Cached>);

type Range = (Scope, u64, u64);

#[derive(Default)]
struct Cached {
    chunks: BTreeMap<Range, (i64, u64, Arc<[u8]>)>,
    bytes: usize,
}

impl ChunkCache {
    fn get(&self, range: &Range, lines: i64) -> Option<(u64, Arc<[u8]>)> {
        let cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = cached.chunks.get(range).filter(|(held, ..)| *held == lines || is_on(Bug::CachedForEver));
        found.map(|(_, to, data)| (*to, Arc::clone(data)))
    }

    fn put(&self, range: Range, lines: i64, to: u64, data: &Arc<[u8]>) {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cached.bytes + data.len() > CACHE_BYTES_MAX {
            *cached = Cached::default();
        }
        cached.bytes += data.len();
        if let Some((.., replaced)) = cached.chunks.insert(range, (lines, to, Arc::clone(data))) {
            cached.bytes -= replaced.len();
        }
    }

    /// Forgets everything, as after an erasure.
    fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Cached::default();
    }
}

impl<D: Domain> Server<D> {
    /// Reads the answer to `request` for `user` at one moment. Decide its uploads first.
    ///
    /// # Errors
    /// The store's fault.
    pub fn cut(
        &self,
        sql: &mut dyn Sql,
        user: Id,
        request: &Request,
        now: Timestamp,
    ) -> Result<Answer, Fault> {
        let device = known_device(sql, request.device)?;
        if device.as_ref().is_some_and(|device| device.user != user.to_string()) {
            let refusal = serde_json::to_string(&Refusal::new(Code::Unauthorized)).unwrap_or_default();
            return Ok(Answer::Refused(refusal));
        }
        let epoch = meta_text(sql, "epoch")?.and_then(|text| text.parse().ok());
        let epoch: Id = epoch.ok_or_else(|| Fault::Bug("the database has no epoch".to_owned()))?;
        let high_water = device.as_ref().map_or(0, |device| device.high_water);
        let mut reply = Reply {
            epoch,
            server_time: now,
            vocabulary: self.vocabulary,
            high_water,
            digest: device.map_or([0; 16], |device| device.digest),
            safe: self.safe(sql, request.device, high_water)?,
            verdicts: verdicts(sql, request)?,
            heads: Vec::new(),
            chunks: Vec::new(),
            more: false,
        };
        let anew = request.epoch.is_some_and(|known| known != epoch);
        reply.more = reply.verdicts.len() >= VERDICTS_PER_REPLY_MAX
            && reply.verdicts.last().is_some_and(|last| last.number < high_water);
        self.fill(sql, user, request, anew, &mut reply)?;
        Ok(Answer::Reply(Box::new(reply)))
    }

    /// The cursors of a device once it has applied `reply`.
    #[must_use]
    pub fn cursors_after(cursors: &[Cursor], reply: &Reply) -> Vec<Cursor> {
        let at = |head: &Head| {
            let held = cursors.iter().find(|cursor| cursor.scope == head.scope && !head.reset);
            let moved = reply.chunks.iter().rev().find(|chunk| chunk.scope == head.scope);
            moved.map_or_else(|| held.map_or(0, |cursor| cursor.seq), |chunk| chunk.to)
        };
        reply.heads.iter().map(|head| Cursor { scope: head.scope.clone(), seq: at(head) }).collect()
    }

    /// Evicts every encoded chunk, as after an erasure.
    pub fn forget_chunks(&self) {
        self.chunks.clear();
    }

    fn safe(&self, sql: &mut dyn Sql, device: Id, high_water: u64) -> Result<u64, Fault> {
        let backed_up = meta_text(sql, "backup_position")?.and_then(|text| text.parse().ok());
        let Some(backed_up) = backed_up.filter(|_| !is_on(Bug::SafeTooEarly)) else {
            return Ok(high_water);
        };
        let text = "SELECT coalesce(max(number), 0) FROM device_call WHERE device_id = ? AND position <= ?";
        let number = sql.first(text, &[device.into(), signed(backed_up)], |row| row.int(0))?;
        Ok(unsigned(number.unwrap_or_default()))
    }

    fn fill(
        &self,
        sql: &mut dyn Sql,
        user: Id,
        request: &Request,
        anew: bool,
        reply: &mut Reply,
    ) -> Result<(), Fault> {
        let mut scopes: Vec<Scope> = self.scopes(sql, user)?.into_iter().collect();
        scopes.sort_by_key(|scope| (self.domain.priority(scope), scope.clone()));
        let mut room = ROWS_PER_REPLY_BYTES;
        for scope in scopes {
            let (head, pruned) = head_of(sql, &scope)?;
            let known = request.cursors.iter().find(|cursor| cursor.scope == scope).map(|cursor| cursor.seq);
            let useless = |seq: u64| anew || seq > head || (seq > 0 && seq < pruned);
            let reset = known.is_some_and(useless);
            let mut from = if reset { 0 } else { known.unwrap_or(0) };
            while from < head && room > 0 {
                let chunk = self.chunk(sql, &scope, from, head)?;
                from = chunk.to;
                room = room.saturating_sub(chunk.data.len().max(1));
                reply.chunks.push(chunk);
            }
            reply.more |= from < head;
            reply.heads.push(Head { scope, seq: head, reset });
        }
        Ok(())
    }

    fn chunk(&self, sql: &mut dyn Sql, scope: &Scope, from: u64, head: u64) -> Result<Chunk, Fault> {
        let end = sql.first(
            "SELECT seq FROM change_index WHERE scope = ? AND seq > ? ORDER BY seq LIMIT 1 OFFSET ?",
            &[scope.into(), signed(from), signed(CHANGES_PER_CHUNK_MAX - 1)],
            |row| row.int(0),
        )?;
        let end = end.map_or(head, unsigned);
        let bounds = [scope.into(), signed(from), signed(end)];
        let lines = sql.first(
            "SELECT count(*) FROM change_index WHERE scope = ? AND seq > ? AND seq <= ?",
            &bounds,
            |row| row.int(0),
        )?;
        let lines = lines.unwrap_or_default();
        let range = (scope.clone(), from, end);
        if let Some((to, data)) = self.chunks.get(&range, lines) {
            return Ok(Chunk { scope: scope.clone(), from, to, data });
        }
        let lines_read = Lines::read(sql, self.domain.tables(), &bounds)?;
        let to = lines_read.cut().unwrap_or(end);
        let data: Arc<[u8]> = columns::encode(&lines_read.changes(to)).into();
        self.chunks.put(range, lines, to, &data);
        Ok(Chunk { scope: scope.clone(), from, to, data })
    }
}

/// The lines of a range, with as many rows as one chunk could take.
#[derive(Default)]
struct Lines {
    /// Per table, what left.
    gone: BTreeMap<String, Vec<(u64, String)>>,
    /// Per table, what is there.
    rows: BTreeMap<String, Vec<(u64, Row)>>,
    /// Bytes of each line.
    sizes: BTreeMap<u64, usize>,
}

impl Lines {
    fn read(sql: &mut dyn Sql, tables: Tables, bounds: &[Value; 3]) -> Result<Self, Fault> {
        let mut lines = Self::default();
        let text = "SELECT tbl, id, gone, seq FROM change_index WHERE scope = ? AND seq > ? AND seq <= ?";
        sql.query(text, bounds, &mut |row| {
            let of_table = lines.gone.entry(row.text(0)?.to_owned()).or_default();
            if row.int(2)? == 1 {
                let (seq, id) = (unsigned(row.int(3)?), row.text(1)?.to_owned());
                lines.sizes.insert(seq, id.len());
                of_table.push((seq, id));
            }
            Ok(())
        })?;
        for name in lines.gone.keys() {
            let table = find_table(tables, name)?;
            let text = format!(
                "SELECT c.seq, t.* FROM change_index c JOIN {} t ON t.id = c.id
                 WHERE c.scope = ? AND c.seq > ? AND c.seq <= ? AND c.tbl = ? AND c.gone = 0 ORDER BY c.seq",
                table.name
            );
            let [scope, from, to] = bounds.clone();
            let rows = lines.rows.entry(name.clone()).or_default();
            let mut room = PLAIN_BYTES_PER_CHUNK;
            sql.query(&text, &[scope, from, to, Value::from(name.as_str())], &mut |row| {
                let (seq, bytes) = (unsigned(row.int(0)?), row.bytes());
                lines.sizes.insert(seq, bytes);
                // What lies beyond the room of a chunk is counted and not kept.
                if room > 0 {
                    room = room.saturating_sub(bytes);
                    rows.push((seq, row.to_row().into_iter().skip(1).collect()));
                }
                Ok(())
            })?;
        }
        Ok(lines)
    }

    /// Where a chunk must end, if not with the range: before the line for which there is no room.
    fn cut(&self) -> Option<u64> {
        let mut room = PLAIN_BYTES_PER_CHUNK;
        let mut before = None;
        for (&seq, &bytes) in &self.sizes {
            if bytes > room && before.is_some() {
                return before;
            }
            room = room.saturating_sub(bytes);
            before = Some(seq);
        }
        None
    }

    fn changes(self, to: u64) -> Vec<TableChange> {
        let Self { gone, mut rows, .. } = self;
        let within = |(table, gone): (String, Vec<(u64, String)>)| {
            let mut gone: Vec<String> =
                gone.into_iter().filter(|(seq, _)| *seq <= to).map(|(_, id)| id).collect();
            gone.sort_unstable();
            let rows = rows.remove(&table).unwrap_or_default();
            let mut rows: Vec<Row> =
                rows.into_iter().filter(|(seq, _)| *seq <= to).map(|(_, row)| row).collect();
            // By id, for equal ranges to be equal bytes and neighbours to look alike.
            rows.sort_by(|one, other| id_of(one).cmp(&id_of(other)));
            TableChange::new(&table, rows, gone)
        };
        let changes = gone.into_iter().map(within);
        changes.filter(|change| !change.rows.is_empty() || !change.gone.is_empty()).collect()
    }
}

fn id_of(row: &Row) -> Option<&str> {
    row.iter().find_map(|(name, value)| match value {
        Value::Text(id) if name == "id" => Some(id.as_str()),
        _ => None,
    })
}

fn head_of(sql: &mut dyn Sql, scope: &Scope) -> Result<(u64, u64), Fault> {
    let found = sql.first("SELECT seq, pruned FROM scope_head WHERE scope = ?", &[scope.into()], |row| {
        Ok((unsigned(row.int(0)?), unsigned(row.int(1)?)))
    })?;
    Ok(found.unwrap_or_default())
}

fn verdicts(sql: &mut dyn Sql, request: &Request) -> Result<Vec<Verdict>, Fault> {
    let text = "SELECT c.number, c.call_id, c.reused, v.outcome
        FROM device_call c JOIN verdict v ON v.call_id = c.call_id
        WHERE c.device_id = ? AND c.number > ? ORDER BY c.number LIMIT ?";
    let limit = i64::try_from(VERDICTS_PER_REPLY_MAX).unwrap_or(i64::MAX);
    sql.all(text, &[request.device.into(), signed(request.acknowledged), Value::Int(limit)], |row| {
        let id: Id = row.text(1)?.parse().map_err(|_| Fault::Shape("call id".to_owned()))?;
        let outcome = match row.int(2)? {
            0 => outcome_of(row.text(3)?)?,
            _ => super::server::refused(&Refusal::new(Code::IdReused)),
        };
        Ok(Verdict { number: unsigned(row.int(0)?), id, outcome })
    })
}
