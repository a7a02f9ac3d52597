//! One batch: a call of each lane in turn, inside one transaction.

use std::collections::VecDeque;
use std::time::Instant;

use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::sync::protocol::{Outcome, Request, Upload};
use hubbub_core::sync::rules::{Actor, Confirmation};
use hubbub_core::sync::server::{Admission, Device};
use hubbub_core::time::Timestamp;

use super::queue::{Queue, Work};
use super::{BATCH_TIME_MAX, CALLS_PER_BATCH_MAX, Decided};
use crate::audit::{self, Circumstances, Record};
use crate::auth::accounts;
use crate::engine::Deciding;
use crate::keys::Keys;
use crate::mail::{Kind, Letters};
use crate::shred;

/// Areas whose commands leave device, address and agent (requirement A8).
const WITH_CIRCUMSTANCES: &[&str] = &["auction"];
/// Binds what is sealed for the audit log to its place.
pub(crate) const AUDIT: &str = "audit circumstances";

/// How a piece of work ended.
pub(super) enum Ended {
    /// An exchange.
    Decided(Decided),
    /// A job: the outcomes of its last batch.
    Outcomes(Vec<Outcome>),
    /// Bookkeeping.
    Written,
}

/// How far a lane came in a batch. Nothing of it counts before the commit.
pub(super) struct Turn {
    pub(super) lane: Id,
    /// The works that ended, from the lane's first.
    pub(super) ended: Vec<Ended>,
    /// Calls decided of the work that goes on.
    pub(super) next: usize,
    /// Their outcomes, for a job.
    pub(super) outcomes: Vec<Outcome>,
    device: Option<Device>,
}

/// How much a batch may take.
pub(super) enum Bounds {
    /// What fits.
    Full,
    /// The first lane's first work alone: something in the queue broke a batch.
    FirstAlone,
}

/// The transaction of a batch, as bookkeeping sees it.
pub(crate) struct Writing<'w> {
    /// The two verbs.
    pub(crate) sql: &'w mut dyn Sql,
    /// The batch's time.
    pub(crate) now: Timestamp,
    keys: &'w Keys,
    letters: &'w Letters,
    batch: &'w mut dyn Deciding,
}

/// Decides what fits into one batch.
pub(super) fn fill(
    queue: &mut Queue,
    bounds: &Bounds,
    batch: &mut dyn Deciding,
    sql: &mut dyn Sql,
    (keys, letters): (&Keys, &Letters),
    now: Timestamp,
) -> Result<Vec<Turn>, Fault> {
    let started = Instant::now();
    let mut writing = Writing { sql, now, keys, letters, batch };
    let mut calls = 0;
    let lanes = queue.first(match bounds {
        Bounds::Full => CALLS_PER_BATCH_MAX,
        Bounds::FirstAlone => 1,
    });
    let mut ring: VecDeque<Turn> = lanes.into_iter().map(Turn::of).collect();
    let mut turns = Vec::new();
    while let Some(mut turn) = ring.pop_front() {
        let enough = calls >= CALLS_PER_BATCH_MAX || (calls > 0 && started.elapsed() >= BATCH_TIME_MAX);
        let alone = matches!(bounds, Bounds::FirstAlone) && !turn.ended.is_empty();
        let work = if enough || alone { None } else { queue.work(turn.lane, turn.ended.len()) };
        let Some(work) = work else {
            turns.push(turn);
            continue;
        };
        turn.step(work, &mut writing)?;
        calls += 1;
        ring.push_back(turn);
    }
    for turn in &turns {
        turn.keep(&mut writing)?;
    }
    turns.retain(Turn::moved);
    Ok(turns)
}

impl Turn {
    const fn of(lane: Id) -> Self {
        Self { lane, ended: Vec::new(), next: 0, outcomes: Vec::new(), device: None }
    }

    /// Whether the lane came any further in this batch.
    fn moved(&self) -> bool {
        !self.ended.is_empty() || self.next > 0
    }

    fn step(&mut self, work: &mut Work, writing: &mut Writing<'_>) -> Result<(), Fault> {
        match work {
            Work::Exchange { actor, request, from, .. } => self.next_upload(*actor, request, from, writing),
            Work::Job { device, commands, .. } => self.next_command(*device, commands, writing),
            Work::Piece(piece) => {
                piece.run(writing)?;
                self.end(Ended::Written);
                Ok(())
            }
        }
    }

    fn next_upload(
        &mut self,
        actor: Actor,
        request: &Request,
        from: &Circumstances,
        writing: &mut Writing<'_>,
    ) -> Result<(), Fault> {
        let mut device = match self.device.take() {
            Some(device) => device,
            None => match writing.batch.admit(writing.sql, actor, request)? {
                Admission::Ready(device) => device,
                Admission::Answer(answer) => {
                    self.end(Ended::Decided(Decided::Answer(answer)));
                    return Ok(());
                }
            },
        };
        if let Some(upload) = request.uploads.get(self.next) {
            writing.batch.decide(writing.sql, &mut device, upload)?;
            if let Upload::Call(call) = upload {
                writing.audit(actor, call.id, &call.command, from)?;
            }
            self.next += 1;
        }
        if self.next < request.uploads.len() {
            self.device = Some(device);
        } else {
            writing.batch.keep(writing.sql, &device)?;
            self.end(Ended::Decided(Decided::Committed));
        }
        Ok(())
    }

    fn next_command(
        &mut self,
        id: Id,
        commands: &[(Id, String)],
        writing: &mut Writing<'_>,
    ) -> Result<(), Fault> {
        if let Some((call, command)) = commands.get(self.next) {
            let mut device = match self.device.take() {
                Some(device) => device,
                None => writing.job_device(id)?,
            };
            self.outcomes.push(writing.decide(id, &mut device, *call, command)?);
            self.device = Some(device);
            self.next += 1;
        }
        if self.next >= commands.len() {
            self.keep(writing)?;
            let outcomes = std::mem::take(&mut self.outcomes);
            self.end(Ended::Outcomes(outcomes));
        }
        Ok(())
    }

    fn end(&mut self, ended: Ended) {
        self.ended.push(ended);
        self.next = 0;
        self.device = None;
    }

    /// Keeps how far a device has come whose work goes on in the next batch.
    fn keep(&self, writing: &mut Writing<'_>) -> Result<(), Fault> {
        self.device.as_ref().map_or(Ok(()), |device| writing.batch.keep(writing.sql, device))
    }
}

impl Writing<'_> {
    /// Runs `work` in a savepoint: its failure leaves nothing.
    ///
    /// # Errors
    /// The outer error when the database failed; the inner result is `work`'s own.
    pub(super) fn in_savepoint<T>(
        &mut self,
        work: &mut dyn FnMut(&mut Writing<'_>) -> Result<T, Fault>,
    ) -> Result<Result<T, Fault>, Fault> {
        let Self { sql, now, keys, letters, batch } = self;
        sql.savepoint(|sql| work(&mut Writing { sql, now: *now, keys, letters, batch: &mut **batch }))
    }

    /// Lets the server itself do a command as the job device `id`; its outcome.
    ///
    /// # Errors
    /// The store's fault.
    pub(crate) fn command(&mut self, id: Id, call: Id, command: &str) -> Result<Outcome, Fault> {
        let mut device = self.job_device(id)?;
        let outcome = self.decide(id, &mut device, call, command)?;
        self.batch.keep(self.sql, &device)?;
        Ok(outcome)
    }

    /// Keeps in the audit log that a person's command was applied, or that it was none of theirs to ask for.
    /// What exactly they asked for stays where it belongs: a ballot is nobody else's business.
    fn audit(&mut self, actor: Actor, call: Id, command: &str, from: &Circumstances) -> Result<(), Fault> {
        #[derive(serde::Deserialize)]
        struct Named {
            #[serde(default)]
            area: String,
            #[serde(default)]
            kind: String,
        }
        let Actor::Person(user) = actor else { return Ok(()) };
        let text = "SELECT outcome, decided_at FROM verdict WHERE call_id = ?";
        let found = self.sql.first(text, &[call.into()], |row| Ok((row.text(0)?.to_owned(), row.int(1)?)))?;
        let Some((outcome, decided_at)) = found else { return Ok(()) };
        // A call that came again was kept when it was decided.
        if decided_at != self.now.0 || is_kept(self.sql, call)? {
            return Ok(());
        }
        let applied = matches!(serde_json::from_str(&outcome), Ok(Outcome::Applied { .. }));
        if !applied && !outcome.contains(Code::ForbiddenRole.wire()) {
            return Ok(());
        }
        let kind =
            serde_json::from_str(command).unwrap_or(Named { area: String::new(), kind: String::new() });
        let action = format!("{}.{}", kind.area, kind.kind);
        let mut details = serde_json::json!({ "denied": !applied });
        if WITH_CIRCUMSTANCES.contains(&kind.area.as_str()) {
            let text = from.told(self.now).to_string();
            details["from"] = shred::seal(self.sql, self.keys, user, AUDIT, &text)?.into();
        }
        let record = Record {
            actor: Some(user),
            action: action.trim_start_matches('.'),
            entity: entity(call),
            correlation: &from.correlation,
            details,
        };
        audit::record(self.sql, self.keys, &record, self.now)?;
        if applied { self.confirm(user, call, command) } else { Ok(()) }
    }

    /// Queues the letter that confirms what a person did, where the domain has one (requirement A8).
    fn confirm(&mut self, user: Id, call: Id, command: &str) -> Result<(), Fault> {
        if !self.letters.are_sent() {
            return Ok(());
        }
        let Some(Confirmation { word, name }) = self.batch.confirms(self.sql, command)? else {
            return Ok(());
        };
        let Some(standing) = accounts::find(self.sql, user)? else { return Ok(()) };
        let kind = Kind::Confirmed { word: word.to_owned(), name };
        self.letters.queue(self.sql, &standing.letter(format!("confirmed {call}"), kind), self.now)
    }

    /// Lets a person do a command as `device`, one that does not sync; its outcome. It is the same path as that
    /// of devices: the same decision, the same verdict for ever, the same line in the audit log.
    ///
    /// # Errors
    /// The store's fault.
    pub(crate) fn command_of(
        &mut self,
        user: Id,
        device: Id,
        call: Id,
        command: &str,
        from: &Circumstances,
    ) -> Result<Outcome, Fault> {
        let actor = Actor::Person(user);
        let mut admitted = self.admitted(actor, device)?;
        let outcome = self.decide(device, &mut admitted, call, command)?;
        self.batch.keep(self.sql, &admitted)?;
        self.audit(actor, call, command, from)?;
        Ok(outcome)
    }

    /// Whether a call has its verdict.
    ///
    /// # Errors
    /// The store's fault.
    pub(crate) fn is_decided(&mut self, call: Id) -> Result<bool, Fault> {
        let text = "SELECT 1 FROM verdict WHERE call_id = ?";
        Ok(self.sql.first(text, &[call.into()], |_| Ok(()))?.is_some())
    }

    fn job_device(&mut self, device: Id) -> Result<Device, Fault> {
        self.admitted(Actor::Job, device)
    }

    fn admitted(&mut self, actor: Actor, device: Id) -> Result<Device, Fault> {
        let nothing =
            Request { device, epoch: None, acknowledged: 0, uploads: Vec::new(), cursors: Vec::new() };
        match self.batch.admit(self.sql, actor, &nothing)? {
            Admission::Ready(device) => Ok(device),
            Admission::Answer(_) => Err(Fault::Bug("the device is somebody else's".to_owned())),
        }
    }

    fn decide(&mut self, id: Id, device: &mut Device, call: Id, command: &str) -> Result<Outcome, Fault> {
        let upload = device.next(call, self.now, command.to_owned());
        self.batch.decide(self.sql, device, &upload)?;
        let text = "SELECT c.reused, v.outcome FROM device_call c JOIN verdict v ON v.call_id = c.call_id
             WHERE c.device_id = ? AND c.number = ?";
        let number = i64::try_from(upload.number()).unwrap_or(i64::MAX);
        let found = self.sql.first(text, &[id.into(), Value::Int(number)], |row| {
            Ok((row.int(0)? == 1, row.text(1)?.to_owned()))
        })?;
        match found {
            Some((true, _)) => Ok(refused(&Refusal::new(Code::IdReused))),
            Some((false, text)) => {
                serde_json::from_str(&text).map_err(|error| Fault::Shape(error.to_string()))
            }
            None => Err(Fault::Bug("a call was decided without a verdict".to_owned())),
        }
    }
}

/// How the audit log names a call.
fn entity(call: Id) -> String {
    format!("call {call}")
}

fn is_kept(sql: &mut dyn Sql, call: Id) -> Result<bool, Fault> {
    let text = "SELECT 1 FROM audit WHERE entity = ? LIMIT 1";
    Ok(sql.first(text, &[Value::from(entity(call))], |_| Ok(()))?.is_some())
}

fn refused(refusal: &Refusal) -> Outcome {
    Outcome::Refused(serde_json::to_string(refusal).unwrap_or_default())
}
