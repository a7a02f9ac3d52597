//! The server's half: decides calls in batches, and reads one consistent cut for each answer.
//!
//! Free of threads, clocks and sockets: the server process feeds it from its one writer thread, the
//! simulation from its own loop. A batch is one transaction; each call in it has a savepoint.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::change_index::{self, Dirty, Moved, Recorder};
use super::protocol::{
    Answer, CALLS_PER_REQUEST_MAX, COMMAND_BYTES_MAX, DEPENDENCIES_MAX, Digest, JOB_COMMAND_BYTES_MAX,
    Outcome, QueuedCall, Request, SCOPES_MAX, Upload,
};
use super::rules::{Actor, Call, Domain, Stop, Undecodable};
use crate::id::Id;
use crate::live::{Change, News, Topic};
use crate::planted::{Bug, is_on};
use crate::refusal::{Code, Param, Refusal};
use crate::scope::Scope;
use crate::store::{Fault, Sql, Tx, Unwatched, Value};
use crate::time::Timestamp;

/// Calls decided in one transaction at most.
pub const CALLS_PER_BATCH_MAX: usize = 200;

/// The rules and settings of a server.
pub struct Server<D> {
    /// The domain.
    pub domain: D,
    /// Hold rules to what their actor may see; costs reads, so on under test only.
    pub strict: bool,
    /// Grows with every version that knows more commands.
    pub vocabulary: u32,
    pub(super) chunks: super::cut::ChunkCache,
}

/// A device as a batch knows it.
#[derive(Clone, Debug)]
pub struct Device {
    id: Id,
    actor: Actor,
    high_water: u64,
    digest: Digest,
    changed: bool,
}

/// Whether a request may be decided.
pub enum Admission {
    /// Its uploads follow on what was decided before.
    Ready(Device),
    /// It may not; this is the answer.
    Answer(Answer),
}

/// One transaction's worth of decisions.
pub struct Batch<'s, D> {
    server: &'s Server<D>,
    now: Timestamp,
    dirty: Dirty,
    changes: BTreeSet<Change>,
    position: u64,
}

/// What a batch has done.
#[derive(Clone, Debug, Default)]
pub struct Closed {
    /// The scopes that moved, and how.
    pub moved: BTreeMap<Scope, Moved>,
    /// What watchers are told once it is committed.
    pub news: Vec<News>,
}

impl<D: Domain> Server<D> {
    /// A server of `domain`.
    pub fn new(domain: D, vocabulary: u32) -> Self {
        Self { domain, strict: cfg!(debug_assertions), vocabulary, chunks: super::cut::ChunkCache::default() }
    }

    /// Gives a new database its epoch; after a restore from backup, `again` gives it another one.
    ///
    /// # Errors
    /// The store's fault.
    pub fn begin_epoch(sql: &mut dyn Sql, epoch: Id, again: bool) -> Result<(), Fault> {
        let rule = if again { "DO UPDATE SET value = excluded.value" } else { "DO NOTHING" };
        let text =
            format!("INSERT INTO server_meta (name, value) VALUES ('epoch', ?) ON CONFLICT (name) {rule}");
        sql.execute(&text, &[Value::from(epoch)]).map(drop)
    }

    /// The scopes that a person holds now.
    ///
    /// # Errors
    /// The store's fault.
    pub fn scopes(&self, sql: &mut dyn Sql, user: Id) -> Result<BTreeSet<Scope>, Fault> {
        self.domain.scopes_of(&mut Tx::new(sql, self.domain.tables(), &mut Unwatched), user)
    }

    /// Starts a batch inside the transaction `sql`.
    ///
    /// # Errors
    /// The store's fault.
    pub fn batch(&self, sql: &mut dyn Sql, now: Timestamp) -> Result<Batch<'_, D>, Fault> {
        let position = meta_number(sql, "position")?;
        Ok(Batch { server: self, now, dirty: Dirty::new(), changes: BTreeSet::new(), position })
    }
}

impl Device {
    /// The upload that the server itself makes as this device: for jobs and imports, whose calls are
    /// numbered and remembered like everybody's.
    #[must_use]
    pub const fn next(&self, id: Id, at: Timestamp, command: String) -> Upload {
        let number = self.high_water + 1;
        Upload::Call(QueuedCall { id, number, at, seen: at, depends_on: Vec::new(), command })
    }
}

impl<D: Domain> Batch<'_, D> {
    /// The rules that decide.
    #[must_use]
    pub const fn domain(&self) -> &D {
        &self.server.domain
    }

    /// Checks a request against what was decided for its device before.
    ///
    /// # Errors
    /// The store's fault.
    pub fn admit(&mut self, sql: &mut dyn Sql, actor: Actor, request: &Request) -> Result<Admission, Fault> {
        if let Some(refusal) = limits(request) {
            return Ok(Admission::Answer(refuse(&refusal)));
        }
        let Some(device) = self.device(sql, actor, request.device)? else {
            return Ok(Admission::Answer(refuse(&Refusal::new(Code::Unauthorized))));
        };
        let mut expected = device.high_water + 1;
        for upload in &request.uploads {
            if upload.number() > expected {
                return Ok(Admission::Answer(Answer::Gap { high_water: device.high_water }));
            }
            if upload.number() == expected {
                expected += 1;
            } else if !self.is_the_same(sql, device.id, upload)? {
                return Ok(Admission::Answer(Answer::Forked));
            }
        }
        Ok(Admission::Ready(device))
    }

    /// Decides the next call of a device. A number that was decided before is passed over.
    ///
    /// # Errors
    /// A fault of the surroundings, which ends the whole batch; a fault of the call itself parks it.
    pub fn decide(&mut self, sql: &mut dyn Sql, device: &mut Device, upload: &Upload) -> Result<(), Fault> {
        if upload.number() <= device.high_water {
            return Ok(());
        }
        let content = hex(upload.content_digest());
        let earlier = earlier_verdict(sql, upload.id())?;
        let is_call = matches!(upload, Upload::Call(_));
        let reused = is_call && earlier.as_ref().is_some_and(|(known, _)| *known != content);
        let undecided = |outcome: &Outcome| matches!(outcome, Outcome::Parked | Outcome::Unknown);
        let again = is_on(Bug::DecidedTwice) && is_call;
        if again || earlier.is_none_or(|(_, outcome)| !reused && undecided(&outcome)) {
            let outcome = self.outcome(sql, device, upload)?;
            if !(is_on(Bug::VerdictForgotten) && matches!(outcome, Outcome::Refused(_))) {
                self.remember(sql, upload.id(), &content, &outcome)?;
            }
        }
        sql.execute(
            "INSERT INTO device_call (device_id, number, call_id, reused, position) VALUES (?, ?, ?, ?, ?)",
            &[
                device.id.into(),
                signed(upload.number()),
                upload.id().into(),
                Value::from(reused),
                signed(self.position),
            ],
        )?;
        device.high_water = upload.number();
        device.digest = upload.chained(device.digest);
        device.changed = true;
        Ok(())
    }

    /// Keeps how far a device has come; once per device and batch.
    ///
    /// # Errors
    /// The store's fault.
    pub fn keep(&self, sql: &mut dyn Sql, device: &Device) -> Result<(), Fault> {
        let Actor::Person(user) = device.actor else {
            return self.keep_as(sql, device, Id::default());
        };
        if device.changed && !is_on(Bug::HighWaterForgotten) {
            self.keep_as(sql, device, user)
        } else {
            Ok(())
        }
    }

    /// Writes the change index; the scopes that moved.
    ///
    /// # Errors
    /// The store's fault.
    pub fn close(self, sql: &mut dyn Sql) -> Result<BTreeSet<Scope>, Fault> {
        Ok(self.finish(sql, &|_| false)?.moved.into_keys().collect())
    }

    /// As [`Self::close`], with what the watchers of topics are told; only what somebody watches is read.
    ///
    /// # Errors
    /// The store's fault.
    pub fn finish(mut self, sql: &mut dyn Sql, is_watched: &dyn Fn(&Topic) -> bool) -> Result<Closed, Fault> {
        sql.execute(
            "INSERT INTO server_meta (name, value) VALUES ('position', ?)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            &[Value::from(self.position.to_string())],
        )?;
        let domain = &self.server.domain;
        let mut unwatched = Unwatched;
        let mut tx = Tx::new(sql, domain.tables(), &mut unwatched);
        for (table, id) in &self.dirty {
            if let Ok(id) = id.parse() {
                self.changes.extend(domain.announce_row(&mut tx, table, id)?);
            }
        }
        self.changes.retain(|change| is_watched(&change.topic));
        let moved = change_index::write(sql, domain.tables(), self.dirty, self.now)?;
        let news = self.server.news(sql, self.changes, self.now)?;
        Ok(Closed { moved, news })
    }

    fn keep_as(&self, sql: &mut dyn Sql, device: &Device, user: Id) -> Result<(), Fault> {
        sql.execute(
            "INSERT INTO device (id, user_id, high_water, digest, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET high_water = excluded.high_water, digest = excluded.digest,
             last_seen = excluded.last_seen",
            &[
                device.id.into(),
                user.into(),
                signed(device.high_water),
                Value::from(hex(device.digest)),
                self.now.into(),
                self.now.into(),
            ],
        )
        .map(drop)
    }

    fn device(&self, sql: &mut dyn Sql, actor: Actor, id: Id) -> Result<Option<Device>, Fault> {
        let user = match actor {
            Actor::Person(user) => user,
            Actor::Job => Id::default(),
        };
        let known = known_device(sql, id)?;
        Ok(match known {
            Some(known) if known.user != user.to_string() => None,
            Some(known) => {
                Some(Device { id, actor, high_water: known.high_water, digest: known.digest, changed: false })
            }
            None => Some(Device { id, actor, high_water: 0, digest: [0; 16], changed: false }),
        })
    }

    fn is_the_same(&self, sql: &mut dyn Sql, device: Id, upload: &Upload) -> Result<bool, Fault> {
        let known = sql.first(
            "SELECT call_id FROM device_call WHERE device_id = ? AND number = ?",
            &[device.into(), signed(upload.number())],
            |row| Ok(row.text(0)?.to_owned()),
        )?;
        // The id alone decides: other content under the same id keeps its first answer.
        Ok(known.is_some_and(|id| id == upload.id().to_string()))
    }

    fn outcome(&mut self, sql: &mut dyn Sql, device: &Device, upload: &Upload) -> Result<Outcome, Fault> {
        let Upload::Call(queued) = upload else {
            return Ok(Outcome::Discarded);
        };
        // Refused by itself: were the request refused for it, it would stand in the way for ever.
        for (field, is_too_long) in [
            ("command", queued.command.len() > longest_command(device.actor)),
            ("depends_on", queued.depends_on.len() > DEPENDENCIES_MAX),
        ] {
            if is_too_long {
                return Ok(refused(&Refusal::new(Code::ValidationFailed).field(field, "too_long")));
            }
        }
        if let Some(outcome) = cause(sql, queued)? {
            return Ok(outcome);
        }
        let command = match self.server.domain.decode(&queued.command) {
            Ok(command) => command,
            Err(Undecodable::Unknown) => return Ok(Outcome::Unknown),
            Err(Undecodable::Malformed(refusal)) => return Ok(refused(&refusal)),
        };
        let now = self.now;
        let seen = queued.seen.min(now);
        let call = Call {
            id: queued.id,
            device: device.id,
            number: queued.number,
            actor: device.actor,
            at: if is_on(Bug::DeviceClockDecides) { queued.at } else { queued.at.clamp(seen, now) },
            seen,
            now,
            command,
        };
        let done = if is_on(Bug::NoSavepoint) {
            self.execute(sql, &call)
        } else {
            sql.savepoint(|sql| self.execute(sql, &call))?
        };
        match done {
            Ok(dirty) => {
                let (dirty, changes) = dirty;
                self.dirty.extend(dirty);
                self.changes.extend(changes);
                self.position += 1;
                Ok(Outcome::Applied { position: self.position })
            }
            Err(Stop::Refused(refusal)) => Ok(refused(&refusal)),
            Err(Stop::Fault(fault)) if fault.is_environment() || is_on(Bug::ParkedBreaksBatch) => Err(fault),
            Err(Stop::Fault(fault)) => {
                tracing::error!(call = %call.id, %fault, "call parked");
                Ok(Outcome::Parked)
            }
        }
    }

    fn execute(&self, sql: &mut dyn Sql, call: &Call<D::Command>) -> Result<(Dirty, Vec<Change>), Stop> {
        let domain = &self.server.domain;
        let sight = match call.actor {
            Actor::Person(user) if self.server.strict => Some(self.server.scopes(sql, user)?),
            _ => None,
        };
        let mut recorder = Recorder { dirty: Dirty::new(), sight: sight.as_ref(), tables: domain.tables() };
        let run = catch_unwind(AssertUnwindSafe(|| -> Result<Vec<Change>, Stop> {
            domain.execute(&mut Tx::new(sql, domain.tables(), &mut recorder), call)?;
            recorder.sight = None;
            domain.settle(&mut Tx::new(sql, domain.tables(), &mut recorder), call)?;
            Ok(domain.announce(&mut Tx::new(sql, domain.tables(), &mut Unwatched), call)?)
        }));
        let changes = run.unwrap_or_else(|_| Err(Fault::Bug("a rule panicked".to_owned()).into()))?;
        Ok((recorder.dirty, changes))
    }

    fn remember(&self, sql: &mut dyn Sql, call: Id, content: &str, outcome: &Outcome) -> Result<(), Fault> {
        let text = serde_json::to_string(outcome).map_err(|error| Fault::Bug(error.to_string()))?;
        sql.execute(
            "INSERT INTO verdict (call_id, content, outcome, position, decided_at) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (call_id) DO UPDATE SET outcome = excluded.outcome, position = excluded.position,
             decided_at = excluded.decided_at",
            &[call.into(), Value::from(content), Value::from(text), signed(self.position), self.now.into()],
        )
        .map(drop)
    }
}

pub(super) struct KnownDevice {
    pub(super) user: String,
    pub(super) high_water: u64,
    pub(super) digest: Digest,
}

pub(super) fn known_device(sql: &mut dyn Sql, id: Id) -> Result<Option<KnownDevice>, Fault> {
    let text = "SELECT user_id, high_water, digest FROM device WHERE id = ?";
    sql.first(text, &[id.into()], |row| {
        Ok(KnownDevice {
            user: row.text(0)?.to_owned(),
            high_water: unsigned(row.int(1)?),
            digest: unhex(row.text(2)?),
        })
    })
}

fn limits(request: &Request) -> Option<Refusal> {
    if request.uploads.len() > CALLS_PER_REQUEST_MAX {
        return Some(Refusal::new(Code::ValidationFailed).field("uploads", "too_long"));
    }
    if request.cursors.len() > SCOPES_MAX {
        return Some(Refusal::new(Code::ValidationFailed).field("cursors", "too_long"));
    }
    None
}

/// The outcome that a call takes from one it depends on, if that one did not go through.
fn cause(sql: &mut dyn Sql, call: &QueuedCall) -> Result<Option<Outcome>, Fault> {
    for &id in call.depends_on.iter().filter(|_| !is_on(Bug::CauseIgnored)) {
        let code = match earlier_verdict(sql, id)?.map(|(_, outcome)| outcome) {
            None | Some(Outcome::Applied { .. }) => continue,
            Some(waiting @ (Outcome::Parked | Outcome::Unknown)) => return Ok(Some(waiting)),
            Some(Outcome::Discarded) => "DISCARDED".to_owned(),
            Some(Outcome::Refused(text)) => root_cause(&text),
        };
        let refusal = Refusal::new(Code::DependencyRefused).with("cause", Param::Text(code));
        return Ok(Some(refused(&refusal)));
    }
    Ok(None)
}

/// The code at the start of a chain of refusals.
fn root_cause(text: &str) -> String {
    let refusal: Refusal = serde_json::from_str(text).unwrap_or_else(|_| Refusal::new(Code::Newer));
    match refusal.params.get("cause") {
        Some(Param::Text(cause)) if refusal.code == Code::DependencyRefused => cause.clone(),
        _ => refusal.code.wire().to_owned(),
    }
}

fn earlier_verdict(sql: &mut dyn Sql, call: Id) -> Result<Option<(String, Outcome)>, Fault> {
    sql.first("SELECT content, outcome FROM verdict WHERE call_id = ?", &[call.into()], |row| {
        Ok((row.text(0)?.to_owned(), outcome_of(row.text(1)?)?))
    })
}

pub(super) fn outcome_of(text: &str) -> Result<Outcome, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::Shape(error.to_string()))
}

fn refuse(refusal: &Refusal) -> Answer {
    Answer::Refused(json(refusal))
}

/// How long a command of somebody's may be, in bytes.
const fn longest_command(actor: Actor) -> usize {
    match actor {
        Actor::Person(_) => COMMAND_BYTES_MAX,
        Actor::Job => JOB_COMMAND_BYTES_MAX,
    }
}

pub(super) fn refused(refusal: &Refusal) -> Outcome {
    Outcome::Refused(json(refusal))
}

fn json(refusal: &Refusal) -> String {
    // Maps with text keys and plain values always serialise.
    serde_json::to_string(refusal).unwrap_or_default()
}

pub(super) fn meta_number(sql: &mut dyn Sql, name: &str) -> Result<u64, Fault> {
    let text = meta_text(sql, name)?;
    text.map_or(Ok(0), |text| text.parse().map_err(|_| Fault::Shape(format!("server_meta {name}"))))
}

pub(super) fn meta_text(sql: &mut dyn Sql, name: &str) -> Result<Option<String>, Fault> {
    sql.first("SELECT value FROM server_meta WHERE name = ?", &[Value::from(name)], |row| {
        Ok(row.text(0)?.to_owned())
    })
}

pub(super) fn signed(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

pub(super) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

pub(super) fn hex(digest: Digest) -> String {
    Id::from_bytes(digest).to_string()
}

pub(super) fn unhex(text: &str) -> Digest {
    text.parse::<Id>().map(Id::bytes).unwrap_or_default()
}
