//! The device's half: records calls, makes requests, applies replies. Blocking and deterministic.

use std::collections::BTreeSet;

use super::outbox::{self, Entry, Refused, State};
use super::protocol::{Answer, COMMAND_BYTES_MAX, Cursor, Digest, QueuedCall, Reply, Request};
use super::rules::Domain;
use super::server::{hex, unhex, unsigned};
use super::shadow::{ShadowWatch, rewind};
use crate::id::Id;
use crate::planted::{Bug, is_on};
use crate::refusal::{Code, Refusal};
use crate::scope::Scope;
use crate::store::{Fault, Sql, Value};
use crate::time::Timestamp;

/// The rules on a device, and whose device it is.
pub struct Device<D> {
    /// The domain.
    pub domain: D,
    /// The signed-in person.
    pub user: Id,
}

/// What became of a command on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is in the outbox. `predicted` holds what the rules expect the server to say, when that is a
    /// no that only the server's clock can decide.
    Queued {
        /// The call.
        call: Id,
        /// The expected refusal, if any.
        predicted: Option<Refusal>,
    },
    /// The rules said no at once; nothing was recorded.
    Refused(Refusal),
}

/// What an answer changed on the device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Tables whose rows may have changed.
    pub tables: BTreeSet<String>,
    /// Calls that the server has decided.
    pub decided: Vec<Id>,
    /// Calls that were refused or put aside.
    pub refused: Vec<Id>,
    /// Ask again at once.
    pub more: bool,
    /// The device was given a new id, since its file was cloned or had lost its tail.
    pub forked: bool,
}

/// How far the first fetch of the device's scopes has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Changes that have come.
    pub done: u64,
    /// Changes to come in all.
    pub total: u64,
}

impl<D: Domain> Device<D> {
    /// Gives a new store its device id; the id it has, otherwise.
    ///
    /// # Errors
    /// The store's fault.
    pub fn begin(&self, sql: &mut dyn Sql, fresh: Id) -> Result<Id, Fault> {
        if let Some(id) = meta(sql, "device")? {
            return outbox::parse_id(&id);
        }
        set_meta(sql, "device", &fresh.to_string())?;
        Ok(fresh)
    }

    /// Records a command made at `at` (the device's best estimate of the server's clock): executes it
    /// here and adds it to the outbox.
    ///
    /// # Errors
    /// The store's fault; nothing was recorded then.
    pub fn record(&self, sql: &mut dyn Sql, id: Id, at: Timestamp, command: &str) -> Result<Recorded, Fault> {
        if command.len() > COMMAND_BYTES_MAX {
            let refusal = Refusal::new(Code::ValidationFailed).field("command", "too_long");
            return Ok(Recorded::Refused(refusal));
        }
        let seen = Timestamp(meta_number(sql, "server_time")?);
        let number = unsigned(meta_number(sql, "last_number")?) + 1;
        let call = QueuedCall {
            id,
            number,
            at: at.max(seen),
            seen,
            depends_on: Vec::new(),
            command: command.to_owned(),
        };
        let mut entry =
            Entry { call, state: State::Waiting, digest: [0; 16], touched: BTreeSet::new(), predicted: None };
        if self.is_complete(sql)? {
            let mut watch = ShadowWatch::new(sql, number_signed(number))?;
            if let Err(refusal) = self.predict(sql, &entry.call, &mut watch)? {
                // A rule that broke here may hold on the server.
                if !refusal.code.is_about_time() && refusal.code != Code::Parked {
                    return Ok(Recorded::Refused(refusal));
                }
                entry.predicted = Some(refusal);
            }
            entry.call.depends_on = call_ids(sql, &watch.writers)?;
            entry.touched = watch.touched.iter().map(|&table| table.to_owned()).collect();
        }
        let predicted = entry.predicted.clone();
        append(sql, entry)?;
        Ok(Recorded::Queued { call: id, predicted })
    }

    /// What the device says to the server next.
    ///
    /// # Errors
    /// The store's fault.
    pub fn request(&self, sql: &mut dyn Sql) -> Result<Request, Fault> {
        let device = meta(sql, "device")?.ok_or_else(|| Fault::Bug("the device has no id".to_owned()))?;
        let epoch = meta(sql, "epoch")?.map(|text| outbox::parse_id(&text)).transpose()?;
        let high_water = unsigned(meta_number(sql, "high_water")?);
        let uploads = outbox::to_send(sql, high_water)?;
        let acknowledged = unsigned(meta_number(sql, "acknowledged")?);
        let cursors = sql.all("SELECT scope, cursor FROM scope_cursor ORDER BY scope", &[], |row| {
            Ok(Cursor { scope: Scope::named(row.text(0)?), seq: unsigned(row.int(1)?) })
        })?;
        Ok(Request { device: outbox::parse_id(&device)?, epoch, acknowledged, uploads, cursors })
    }

    /// Applies the server's answer. `fresh` is an unused id, for the case that the device must take
    /// another one.
    ///
    /// # Errors
    /// The store's fault; nothing was applied then.
    pub fn apply(&self, sql: &mut dyn Sql, answer: &Answer, fresh: Id) -> Result<Applied, Fault> {
        match answer {
            Answer::Reply(reply) => self.apply_reply(sql, reply, fresh),
            Answer::Forked => self.fork(sql, fresh),
            Answer::Gap { high_water } => self.resend_from(sql, *high_water, fresh),
            Answer::UpdateNeeded { .. } | Answer::Busy { .. } | Answer::Refused(_) => Ok(Applied::default()),
        }
    }

    /// How far the first fetch has come; equal numbers when it is complete.
    ///
    /// # Errors
    /// The store's fault.
    pub fn progress(&self, sql: &mut dyn Sql) -> Result<Progress, Fault> {
        let text = "SELECT coalesce(sum(min(cursor, target)), 0), coalesce(sum(target), 0) FROM scope_cursor";
        let found = sql.first(text, &[], |row| {
            Ok(Progress { done: unsigned(row.int(0)?), total: unsigned(row.int(1)?) })
        })?;
        Ok(found.unwrap_or_default())
    }

    /// Whether every scope has reached the head that the server named.
    ///
    /// # Errors
    /// The store's fault.
    pub fn is_complete(&self, sql: &mut dyn Sql) -> Result<bool, Fault> {
        Ok(meta(sql, "epoch")?.is_some() && self.all_reached(sql)?)
    }

    fn apply_reply(&self, sql: &mut dyn Sql, reply: &Reply, fresh: Id) -> Result<Applied, Fault> {
        let known = meta(sql, "epoch")?.map(|text| outbox::parse_id(&text)).transpose()?;
        let same_epoch = known == Some(reply.epoch);
        if !self.is_our_past(sql, reply)? {
            return self.fork(sql, fresh);
        }
        if same_epoch && reply.high_water < unsigned(meta_number(sql, "high_water")?) {
            if reply.server_time.0 < meta_number(sql, "server_time")? && !is_on(Bug::OvertakenTaken) {
                return Ok(Applied::default()); // Overtaken by a later answer.
            }
            // The server lost what it had confirmed.
            return self.resend_from(sql, reply.high_water, fresh);
        }
        let mut applied = Applied { more: reply.more, ..Applied::default() };
        let must_rewind = self.touches_predictions(sql, reply)?;
        if must_rewind {
            applied.tables.extend(rewind(sql)?);
        }
        super::incoming::apply(sql, self.domain.tables(), reply, &mut applied)?;
        let complete = self.all_reached(sql)?;
        self.settle(sql, reply, complete, &mut applied)?;
        self.note(sql, reply, known)?;
        // Another epoch lets kept calls wait again, where nothing may have been predicted before.
        if must_rewind || !same_epoch {
            applied.tables.extend(self.replay(sql)?);
        }
        Ok(applied)
    }

    /// Whether the server's record of this device is a past of ours.
    fn is_our_past(&self, sql: &mut dyn Sql, reply: &Reply) -> Result<bool, Fault> {
        if reply.high_water == 0 {
            return Ok(true);
        }
        if reply.high_water > unsigned(meta_number(sql, "last_number")?) {
            return Ok(false);
        }
        let known = match outbox::get(sql, reply.high_water)? {
            Some(entry) => Some(entry.digest),
            None if reply.high_water == unsigned(meta_number(sql, "high_water")?) => {
                meta(sql, "high_digest")?.map(|text| unhex(&text))
            }
            None => None,
        };
        Ok(known.is_none_or(|digest| digest == reply.digest))
    }

    fn touches_predictions(&self, sql: &mut dyn Sql, reply: &Reply) -> Result<bool, Fault> {
        if is_on(Bug::NoRewind) || outbox::to_replay(sql)?.is_empty() {
            return Ok(false);
        }
        let held = sql.all("SELECT scope FROM scope_cursor", &[], |row| Ok(row.text(0)?.to_owned()))?;
        let dropped = held.iter().any(|scope| reply.heads.iter().all(|head| head.scope.as_str() != scope));
        let was_incomplete = !self.is_complete(sql)?;
        if !reply.verdicts.is_empty()
            || dropped
            || was_incomplete
            || self.stays_behind(sql, reply)?
            || i64::from(reply.vocabulary) > meta_number(sql, "vocabulary")?
            || reply.heads.iter().any(|head| head.reset)
        {
            return Ok(true);
        }
        let touched = outbox::touched(sql)?;
        let changed = |chunk: &super::protocol::Chunk| {
            super::columns::decode(&chunk.data)
                .map_or(true, |changes| changes.iter().any(|change| touched.contains(&change.table)))
        };
        Ok(reply.chunks.iter().any(changed))
    }

    /// Whether some scope will be short of its head once the reply is applied: nothing is predicted then,
    /// so what was predicted must be taken back.
    fn stays_behind(&self, sql: &mut dyn Sql, reply: &Reply) -> Result<bool, Fault> {
        let cursors = sql.all("SELECT scope, cursor FROM scope_cursor", &[], |row| {
            Ok((row.text(0)?.to_owned(), unsigned(row.int(1)?)))
        })?;
        let cursor = |scope: &Scope| cursors.iter().find(|(held, _)| held == scope.as_str());
        Ok(reply.heads.iter().any(|head| {
            let from = cursor(&head.scope).map_or(0, |(_, cursor)| *cursor);
            let chunks = reply.chunks.iter().filter(|chunk| chunk.scope == head.scope);
            let to = chunks.fold(from, |at, chunk| if chunk.from == at { chunk.to } else { at });
            to < head.seq
        }))
    }

    fn all_reached(&self, sql: &mut dyn Sql) -> Result<bool, Fault> {
        let behind =
            sql.first("SELECT 1 FROM scope_cursor WHERE cursor < target LIMIT 1", &[], |_| Ok(()))?;
        Ok(behind.is_none())
    }

    fn settle(
        &self,
        sql: &mut dyn Sql,
        reply: &Reply,
        complete: bool,
        applied: &mut Applied,
    ) -> Result<(), Fault> {
        use super::protocol::Outcome;
        for verdict in &reply.verdicts {
            let Some(entry) = outbox::get(sql, verdict.number)?.filter(|entry| entry.call.id == verdict.id)
            else {
                continue;
            };
            if matches!(entry.state, State::Accepted | State::Kept) {
                continue;
            }
            if entry.state == State::Discarded
                && matches!(verdict.outcome, Outcome::Parked | Outcome::Unknown)
            {
                // Given up, and still open on the server: it must hear of it.
                self.queue_again(sql, &entry, State::Discarded)?;
                continue;
            }
            applied.decided.push(verdict.id);
            match &verdict.outcome {
                Outcome::Applied { .. } if is_on(Bug::KeptForgotten) => outbox::remove(sql, verdict.number)?,
                Outcome::Applied { .. } => {
                    outbox::set_state(sql, verdict.number, State::Accepted)?;
                    if self.domain.forgets(&entry.call.command) {
                        outbox::forget(sql, verdict.number)?;
                    }
                }
                Outcome::Discarded => outbox::remove(sql, verdict.number)?,
                Outcome::Unknown => {
                    outbox::set_state(sql, verdict.number, State::Unknown)?;
                    self.follow(sql, &entry)?;
                }
                Outcome::Refused(text) => {
                    let refusal = serde_json::from_str(text).unwrap_or_else(|_| Refusal::new(Code::Newer));
                    self.refuse(sql, &entry, refusal, false, reply.server_time)?;
                    applied.refused.push(verdict.id);
                }
                Outcome::Parked => {
                    self.refuse(sql, &entry, Refusal::new(Code::Parked), true, reply.server_time)?;
                    applied.refused.push(verdict.id);
                }
            }
        }
        if complete {
            outbox::accepted_are_seen(sql)?;
        }
        outbox::forget_safe(sql, reply.safe)
    }

    fn refuse(
        &self,
        sql: &mut dyn Sql,
        entry: &Entry,
        refusal: Refusal,
        undecided: bool,
        decided_at: Timestamp,
    ) -> Result<(), Fault> {
        let refused = Refused {
            id: entry.call.id,
            at: entry.call.at,
            decided_at,
            command: entry.call.command.clone(),
            depends_on: entry.call.depends_on.clone(),
            refusal,
            undecided,
        };
        if !is_on(Bug::RefusalSwallowed) {
            outbox::add_refused(sql, entry.call.number, &refused)?;
        }
        outbox::remove(sql, entry.call.number)
    }

    fn note(&self, sql: &mut dyn Sql, reply: &Reply, known: Option<Id>) -> Result<(), Fault> {
        if known != Some(reply.epoch) {
            set_meta(sql, "epoch", &reply.epoch.to_string())?;
        }
        let acknowledged = reply.verdicts.last().map(|verdict| verdict.number);
        if known.is_some_and(|known| known != reply.epoch) && !is_on(Bug::RestoreIgnored) {
            self.reopen_kept(sql, reply.high_water)?;
            set_meta(sql, "acknowledged", &acknowledged.unwrap_or(reply.high_water).to_string())?;
        } else if let Some(acknowledged) = acknowledged {
            set_meta(sql, "acknowledged", &acknowledged.to_string())?;
        }
        set_meta(sql, "high_water", &reply.high_water.to_string())?;
        set_meta(sql, "high_digest", &hex(reply.digest))?;
        let time = reply.server_time.0.max(meta_number(sql, "server_time")?);
        set_meta(sql, "server_time", &time.to_string())?;
        let vocabulary = i64::from(reply.vocabulary);
        if meta_number(sql, "vocabulary")? < vocabulary {
            set_meta(sql, "vocabulary", &vocabulary.to_string())?;
            self.send_unknown_again(sql)?;
        }
        Ok(())
    }
}

pub(super) fn append(sql: &mut dyn Sql, mut entry: Entry) -> Result<(), Fault> {
    let before: Digest = meta(sql, "last_digest")?.map(|text| unhex(&text)).unwrap_or_default();
    entry.digest = entry.upload().chained(before);
    set_meta(sql, "last_number", &entry.call.number.to_string())?;
    set_meta(sql, "last_digest", &hex(entry.digest))?;
    outbox::add(sql, &entry)
}

/// Takes over a call from a damaged store: `row` is id, at, seen, depends_on and command.
pub(crate) fn adopt(sql: &mut dyn Sql, row: &[Value]) -> Result<(), Fault> {
    let number = unsigned(meta_number(sql, "last_number")?) + 1;
    let call = QueuedCall { number, ..salvaged(row)? };
    let touched = BTreeSet::new();
    append(sql, Entry { call, state: State::Waiting, digest: [0; 16], touched, predicted: None })
}

/// Takes over a call from a damaged store, but not to be sent before the person says so.
pub(crate) fn adopt_to_inbox(
    sql: &mut dyn Sql,
    row: &[Value],
    refusal: Refusal,
    now: Timestamp,
) -> Result<(), Fault> {
    let QueuedCall { id, at, depends_on, command, .. } = salvaged(row)?;
    let refused = Refused { id, at, decided_at: now, command, depends_on, refusal, undecided: true };
    outbox::add_refused(sql, 0, &refused)
}

fn salvaged(row: &[Value]) -> Result<QueuedCall, Fault> {
    let [Value::Text(id), Value::Int(at), Value::Int(seen), Value::Text(depends_on), Value::Text(command)] =
        row
    else {
        return Err(Fault::Shape("a salvaged call".to_owned()));
    };
    Ok(QueuedCall {
        id: outbox::parse_id(id)?,
        number: 0,
        at: Timestamp(*at),
        seen: Timestamp(*seen),
        depends_on: serde_json::from_str(depends_on).map_err(|error| Fault::Shape(error.to_string()))?,
        command: command.clone(),
    })
}

fn call_ids(sql: &mut dyn Sql, numbers: &BTreeSet<i64>) -> Result<Vec<Id>, Fault> {
    let mut ids = Vec::new();
    for &number in numbers.iter().rev().take(super::protocol::DEPENDENCIES_MAX) {
        ids.extend(outbox::get(sql, unsigned(number))?.map(|entry| entry.call.id));
    }
    Ok(ids)
}

pub(super) fn number_signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn meta(sql: &mut dyn Sql, name: &str) -> Result<Option<String>, Fault> {
    let text = "SELECT value FROM client_meta WHERE name = ?";
    sql.first(text, &[Value::from(name)], |row| Ok(row.text(0)?.to_owned()))
}

pub(crate) fn meta_number(sql: &mut dyn Sql, name: &str) -> Result<i64, Fault> {
    let text = meta(sql, name)?;
    text.map_or(Ok(0), |text| text.parse().map_err(|_| Fault::Shape(format!("client_meta {name}"))))
}

pub(crate) fn set_meta(sql: &mut dyn Sql, name: &str, value: &str) -> Result<(), Fault> {
    let text = "INSERT INTO client_meta (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sql.execute(text, &[Value::from(name), Value::from(value)]).map(drop)
}
