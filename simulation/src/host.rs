//! The server: the real store and engine, with the writer's group commit and the sockets' pushes.

use std::collections::BTreeSet;

use hubbub_core::call::Actor;
use hubbub_core::domain::VOCABULARY;
use hubbub_core::id::Id;
use hubbub_core::scope::Scope;
use hubbub_core::store::{Database, Durability, Fault, Sql, SqliteDatabase};
use hubbub_core::sync::change_index;
use hubbub_core::sync::digest::{self, Digests};
use hubbub_core::sync::protocol::{Answer, Outcome, Request};
use hubbub_core::sync::server::{Admission, Device, Server};
use hubbub_core::time::{DAY_MS, Timestamp};
use hubbub_simulated_disk::{self as disk, Image};

use crate::book::History;
use crate::plan::Plan;
use crate::product::Product;
use crate::store::{self, Schema};
use crate::trace::Violation;

const PATH: &str = "server.db";
/// The device of the operator's own calls.
const OPERATOR: &str = "operator";

/// A request that has arrived.
#[derive(Clone)]
pub(crate) struct Arrived {
    pub(crate) phone: usize,
    pub(crate) connection: u32,
    pub(crate) identity: u32,
    pub(crate) user: Id,
    pub(crate) tag: u32,
    pub(crate) request: Request,
}

/// A batch that was committed.
pub(crate) struct Committed {
    /// Each request, with the answer where its uploads could not be decided.
    pub(crate) works: Vec<(Arrived, Option<Answer>)>,
    pub(crate) moved: BTreeSet<Scope>,
}

/// The server.
pub(crate) struct Host {
    database: Option<SqliteDatabase>,
    pub(crate) server: Server<Product>,
    pub(crate) down_until: i64,
    pub(crate) queue: Vec<Arrived>,
    pub(crate) is_batch_due: bool,
    pub(crate) backup: Option<(Image, History)>,
    is_strict: bool,
    epochs: u64,
    jobs: u64,
}

impl Host {
    pub(crate) fn new(plan: &Plan) -> Result<Self, Fault> {
        store::make(PATH, Schema::Server)?;
        let product = Product { is_old: plan.is_old_server, ..Product::default() };
        let mut host = Self {
            database: None,
            server: Server::new(product, VOCABULARY),
            down_until: 0,
            queue: Vec::new(),
            is_batch_due: false,
            backup: None,
            is_strict: plan.is_strict,
            epochs: 0,
            jobs: 0,
        };
        host.open()?;
        host.begin_epoch(false)?;
        if plan.has_backups {
            host.note_backup(0)?;
        }
        Ok(host)
    }

    fn open(&mut self) -> Result<(), Fault> {
        self.database = Some(store::open(PATH)?);
        // Another process: nothing is remembered but what the store holds.
        let mut server = Server::new(self.server.domain.clone(), self.server.vocabulary);
        server.strict = self.is_strict;
        self.server = server;
        self.queue.clear();
        Ok(())
    }

    fn begin_epoch(&mut self, again: bool) -> Result<(), Fault> {
        self.epochs += 1;
        let epoch = Id::named("epoch", &self.epochs.to_string());
        self.write(|sql| Server::<Product>::begin_epoch(sql, epoch, again))
    }

    fn note_backup(&self, position: u64) -> Result<(), Fault> {
        self.write(|sql| {
            let text = "INSERT INTO server_meta (name, value) VALUES ('backup_position', ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value";
            sql.execute(text, &[position.to_string().into()]).map(drop)
        })
    }

    pub(crate) fn database(&self) -> Result<&SqliteDatabase, Fault> {
        self.database.as_ref().ok_or_else(|| Fault::Bug("the server is closed".to_owned()))
    }

    fn write<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> Result<T, Fault> {
        let database: &dyn Database = self.database()?;
        database.write(Durability::Full, work)
    }

    pub(crate) fn read<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> Result<T, Fault> {
        let database: &dyn Database = self.database()?;
        database.read(work)
    }

    /// What a loss of power leaves of the server.
    pub(crate) fn image_after_power_loss(dice: &mut dyn FnMut() -> u64) -> Image {
        disk::image_after_power_loss(PATH, dice)
    }

    /// The process ends, and another begins with what the disk has.
    pub(crate) fn start_again(&mut self, power_loss: Option<&mut dyn FnMut() -> u64>) -> Result<(), Fault> {
        let image = match power_loss {
            Some(dice) => disk::image_after_power_loss(PATH, dice),
            None => disk::image(PATH),
        };
        self.start_with(&image)
    }

    pub(crate) fn start_with(&mut self, image: &Image) -> Result<(), Fault> {
        self.database = None;
        disk::mend();
        disk::put(PATH, image);
        self.server.domain.take_log();
        self.open()
    }

    /// Takes a backup and tells devices so.
    pub(crate) fn back_up(&mut self, history: &History) -> Result<(), Fault> {
        self.database()?.checkpoint()?;
        self.backup = Some((disk::image(PATH), history.clone()));
        self.note_backup(history.applied() as u64)
    }

    /// Comes back from the backup with another epoch; the past that it has now.
    pub(crate) fn restore(&mut self) -> Result<Option<History>, Fault> {
        let Some((image, history)) = self.backup.clone() else { return Ok(None) };
        self.start_with(&image)?;
        self.begin_epoch(true)?;
        self.note_backup(history.applied() as u64)?;
        Ok(Some(history))
    }

    pub(crate) fn prune(&self, now: i64) -> Result<usize, Fault> {
        self.write(|sql| change_index::prune(sql, Timestamp(now - 30 * DAY_MS)))
    }

    pub(crate) fn upgrade(&mut self) {
        if self.server.domain.is_old {
            self.server.domain.is_old = false;
            self.server.vocabulary += 1;
        }
    }

    /// Decides everything that waits, a call of each device in turn, in one commit.
    pub(crate) fn decide(&mut self, now: i64) -> Result<Committed, Fault> {
        // Of one device there is one request in a batch: the next waits for its commit.
        let mut devices = BTreeSet::new();
        let all = std::mem::take(&mut self.queue);
        let (queue, rest) = all.into_iter().partition(|work| devices.insert(work.request.device));
        self.queue = rest;
        let queue: Vec<Arrived> = queue;
        self.server.domain.take_log();
        self.write(|sql| {
            let mut batch = self.server.batch(sql, Timestamp(now))?;
            let mut admitted: Vec<Option<Device>> = queue.iter().map(|_| None).collect();
            let mut works = Vec::new();
            for (place, work) in queue.iter().enumerate() {
                let answer = match batch.admit(sql, Actor::Person(work.user), &work.request)? {
                    Admission::Ready(device) => {
                        admitted[place] = Some(device);
                        None
                    }
                    Admission::Answer(answer) => Some(answer),
                };
                works.push((work.clone(), answer));
            }
            let most = queue.iter().map(|work| work.request.uploads.len()).max().unwrap_or(0);
            for turn in 0..most {
                for (work, device) in queue.iter().zip(&mut admitted) {
                    if let (Some(device), Some(upload)) = (device, work.request.uploads.get(turn)) {
                        batch.decide(sql, device, upload)?;
                    }
                }
            }
            for device in admitted.iter().flatten() {
                batch.keep(sql, device)?;
            }
            let moved = batch.close(sql)?;
            Ok(Committed { works, moved })
        })
    }

    /// The operator does something; the scopes that moved.
    pub(crate) fn job(&mut self, now: i64, command: &str) -> Result<BTreeSet<Scope>, Fault> {
        self.jobs += 1;
        let call = Id::named("job", &format!("{}/{}", self.epochs, self.jobs));
        self.server.domain.take_log();
        self.write(|sql| {
            let device = Id::named("device", OPERATOR);
            let request = Request { device, epoch: None, acknowledged: 0, uploads: vec![], cursors: vec![] };
            let mut batch = self.server.batch(sql, Timestamp(now))?;
            if let Admission::Ready(mut device) = batch.admit(sql, Actor::Job, &request)? {
                let upload = device.next(call, Timestamp(now), command.to_owned());
                batch.decide(sql, &mut device, &upload)?;
                batch.keep(sql, &device)?;
            }
            batch.close(sql)
        })
    }

    /// The answer to a request that is decided, and, if asked, what its device must then have.
    pub(crate) fn cut(
        &self,
        user: Id,
        request: &Request,
        now: i64,
        with_digest: bool,
    ) -> Result<(Answer, Option<Digests>), Fault> {
        self.read(|sql| {
            let answer = self.server.cut(sql, user, request, Timestamp(now))?;
            let expected = with_digest.then(|| digest::expected(sql, &self.server, user)).transpose()?;
            Ok((answer, expected))
        })
    }

    /// The verdict on a call.
    pub(crate) fn verdict(&self, call: Id) -> Result<Option<Outcome>, Violation> {
        let text = "SELECT outcome FROM verdict WHERE call_id = ?";
        let found = self.read(|sql| sql.first(text, &[call.into()], |row| Ok(row.text(0)?.to_owned())));
        let found = found.map_err(|fault| Violation::new("no fault", fault.to_string()))?;
        found
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|error: serde_json::Error| Violation::new("S1 one verdict", error.to_string()))
    }
}
