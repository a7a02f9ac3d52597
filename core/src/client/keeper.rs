//! What a client keeps: the store, the files, the device's half of the engine, and who listens.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{SystemTime, UNIX_EPOCH};

use super::mark::{Figures, MarkFile};
use super::recover::{self, Recovery};
use super::watching::Watching;
use super::{Options, Sent, SyncState, Tables};
use crate::domain::Hubbub;
use crate::id::Id;
use crate::live::Topic;
use crate::refusal::{Code, Refusal};
use crate::store::{Database, Durability, Fault, FileStore, Sql, SqliteDatabase, Value};
use crate::sync::blob;
use crate::sync::device::{Applied, Device, Recorded, meta, meta_number, set_meta};
use crate::sync::outbox;
use crate::sync::protocol::Answer;
use crate::sync::rules::Domain;
use crate::sync::transport::Tokens;
use crate::sync::worker::Phase;
use crate::time::{SECOND_MS, Timestamp};

/// The device's clock.
pub trait Clock: Send + Sync {
    /// The time now. It may be wrong and may jump.
    fn now(&self) -> Timestamp;
}

/// The operating system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// What kind of thing changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Rows of these tables may have changed.
    Rows(Tables),
    /// The sync state changed: phase, outbox or inbox.
    Sync,
    /// A file arrived.
    File(String),
    /// Something happened at a topic that is watched, or it can't be watched.
    Live(Topic),
}

type Listener = Box<dyn Fn(&Notice) + Send + Sync>;
type Listeners = Mutex<BTreeMap<u64, Arc<Listener>>>;

/// Ends the listening when dropped.
pub struct Subscription {
    listeners: Weak<Listeners>,
    number: u64,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(listeners) = self.listeners.upgrade() {
            lock(&listeners).remove(&self.number);
        }
    }
}

pub(super) struct Keeper {
    pub(super) folder: PathBuf,
    pub(super) database: SqliteDatabase,
    pub(super) files: FileStore,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) phase: Mutex<Phase>,
    user: Mutex<Option<Id>>,
    /// Grows with each change of person, inside the transaction that makes it.
    identity: AtomicU64,
    /// Calls that are not decided: counted at each answer, and up by one with each call in between.
    waiting: AtomicU64,
    /// How far the store has come, said beside it.
    mark: Mutex<MarkFile>,
    listeners: Arc<Listeners>,
    next_listener: AtomicU64,
    /// Whether files wait for a better network before they go up.
    pub(super) held: AtomicBool,
    /// What is watched on the live lane.
    pub(super) watching: Arc<Watching>,
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn fresh_id(now: Timestamp) -> Result<Id, Fault> {
    let mut random = [0u8; 10];
    getrandom::fill(&mut random).map_err(|error| Fault::Io(error.to_string()))?;
    Ok(Id::v7(now.0, random))
}

impl Keeper {
    /// Opens the store. Damage that shows only when the outbox is replayed is noted, and the second
    /// try rebuilds.
    pub(super) fn open(options: &Options) -> Result<(Self, Option<Recovery>), Fault> {
        match Self::open_once(options) {
            Err(Fault::Damaged(_)) => Self::open_once(options),
            opened => opened,
        }
    }

    fn open_once(options: &Options) -> Result<(Self, Option<Recovery>), Fault> {
        let now = options.clock.now();
        let (database, recovery) = recover::open(&options.folder, &options.key, now)?;
        let files = FileStore::open(&options.folder.join("files"), &options.key)?;
        let keeper = Self {
            folder: options.folder.clone(),
            database,
            files,
            clock: Arc::clone(&options.clock),
            phase: Mutex::new(Phase::SignedOut),
            user: Mutex::new(None),
            identity: AtomicU64::new(1),
            waiting: AtomicU64::new(0),
            mark: Mutex::new(MarkFile::open(&options.folder, &options.key)?),
            listeners: Arc::default(),
            next_listener: AtomicU64::new(0),
            held: AtomicBool::new(false),
            watching: Arc::default(),
        };
        let fresh = fresh_id(now)?;
        keeper.write(Durability::Full, |sql| keeper.device(Id::default()).begin(sql, fresh))?;
        let user = keeper.read(|sql| meta(sql, "user"))?;
        let user = user.and_then(|text| text.parse().ok());
        *lock(&keeper.user) = user;
        let device = keeper.device(user.unwrap_or_default());
        keeper.write(Durability::Full, |sql| device.resume(sql).map(drop))?;
        keeper.count_waiting();
        Ok((keeper, recovery))
    }

    pub(super) fn device(&self, user: Id) -> Device<Hubbub> {
        Device { domain: Hubbub, user }
    }

    pub(super) fn read<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> Result<T, Fault> {
        let database: &dyn Database = &self.database;
        self.noting_damage(database.read(work))
    }

    /// Writes in one transaction. What must outlast the power is what a person is told: the mark says that it
    /// was done.
    pub(super) fn write<T>(
        &self,
        durability: Durability,
        mut work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        if durability == Durability::Normal {
            let database: &dyn Database = &self.database;
            return self.noting_damage(database.write(durability, work));
        }
        let (done, figures) = self.write_counted(|sql| Ok((work(sql)?, Some(|_: &mut Figures| ()))))?;
        self.keep_mark(figures);
        Ok(done)
    }

    /// Writes durably, and counts in the same transaction what is to be counted: the counts go to
    /// [`Self::keep_mark`] before anybody is told.
    fn write_counted<T, C: FnOnce(&mut Figures)>(
        &self,
        mut work: impl FnMut(&mut dyn Sql) -> Result<(T, Option<C>), Fault>,
    ) -> Result<(T, Option<Figures>), Fault> {
        let database: &dyn Database = &self.database;
        self.noting_damage(database.write(Durability::Full, |sql| {
            let (done, counted) = work(sql)?;
            let figures = counted.map(|counted| Figures::count(sql, counted)).transpose()?;
            Ok((done, figures))
        }))
    }

    /// Says beside the store how far it has come.
    fn keep_mark(&self, figures: Option<Figures>) {
        lock(&self.mark).keep(figures, self.waiting.load(Ordering::Relaxed));
    }

    /// Damage that shows only later is remembered, so that the next start rebuilds the store.
    fn noting_damage<T>(&self, result: Result<T, Fault>) -> Result<T, Fault> {
        if let Err(Fault::Damaged(reason)) = &result {
            recover::mark_damaged(&self.folder, reason);
        }
        result
    }

    pub(super) fn user(&self) -> Option<Id> {
        *lock(&self.user)
    }

    /// Which person the store belongs to now, as a number that grows with each change.
    pub(super) fn identity(&self) -> u64 {
        self.identity.load(Ordering::SeqCst)
    }

    pub(super) fn device_id(&self) -> Result<Id, Fault> {
        let fresh = fresh_id(self.clock.now())?;
        self.write(Durability::Full, |sql| self.device(Id::default()).begin(sql, fresh))
    }

    /// The best estimate of the server's clock.
    pub(super) fn server_now(&self) -> Timestamp {
        let now = self.clock.now();
        self.read(|sql| meta_number(sql, "clock_offset")).map_or(now, |offset| now.plus(offset))
    }

    /// What would be lost with the store: calls that are not decided or were put aside, and files.
    pub(super) fn unsent(&self) -> Result<u64, Fault> {
        self.read(|sql| {
            let parked =
                sql.first("SELECT count(*) FROM refused WHERE undecided = 1", &[], |row| row.int(0))?;
            let parked = u64::try_from(parked.unwrap_or_default()).unwrap_or_default();
            Ok(outbox::count_waiting(sql)? + parked + blob::to_send(sql)?.0)
        })
    }

    /// Records a command; `replaces` is a refusal that leaves the inbox with it.
    pub(super) fn record(&self, text: &str, replaces: Option<Id>) -> Result<Sent, Fault> {
        let identity = self.identity();
        let Some(user) = self.user() else {
            return Ok(Sent::Refused(Refusal::new(Code::Unauthorized)));
        };
        let id = fresh_id(self.clock.now())?;
        let at = self.server_now();
        let device = self.device(user);
        let (recorded, figures) = self.write_counted(|sql| {
            if self.identity() != identity {
                return Ok((Recorded::Refused(Refusal::new(Code::Unauthorized)), None));
            }
            let recorded = device.record(sql, id, at, text)?;
            let is_queued = matches!(recorded, Recorded::Queued { .. });
            if let (true, Some(refused)) = (is_queued, replaces) {
                outbox::clear_refused(sql, refused)?;
            }
            Ok((recorded, is_queued.then_some(|figures: &mut Figures| figures.recorded += 1)))
        })?;
        Ok(match recorded {
            Recorded::Queued { call, predicted } => {
                self.waiting.fetch_add(1, Ordering::Relaxed);
                self.keep_mark(figures);
                self.notify(&Notice::Rows(self.tables_of(call)));
                self.notify(&Notice::Sync);
                Sent::Queued { call, predicted }
            }
            Recorded::Refused(refusal) => Sent::Refused(refusal),
        })
    }

    pub(super) fn discard(&self, call: Id) -> Result<bool, Fault> {
        let Some(user) = self.user() else { return Ok(false) };
        let tables = self.tables_of(call);
        let (done, figures) = self.write_counted(|sql| {
            let done = self.device(user).discard(sql, call)?;
            Ok((done, done.then_some(|figures: &mut Figures| figures.given_up += 1)))
        })?;
        self.keep_mark(figures);
        self.count_waiting();
        self.notify(&Notice::Rows(tables));
        self.notify(&Notice::Sync);
        Ok(done)
    }

    pub(super) fn send_again(&self, call: Id) -> Result<bool, Fault> {
        let Some(user) = self.user() else { return Ok(false) };
        let done = self.write(Durability::Full, |sql| self.device(user).send_again(sql, call))?;
        self.count_waiting();
        self.notify(&Notice::Sync);
        Ok(done)
    }

    pub(super) fn apply(&self, identity: u64, answer: &Answer) -> Result<Option<Applied>, Fault> {
        let fresh = fresh_id(self.clock.now())?;
        let device = self.device(self.user().unwrap_or_default());
        let offset = match answer {
            Answer::Reply(reply) => Some(reply.server_time.since(self.clock.now())),
            _ => None,
        };
        let applied = self.write(Durability::Normal, |sql| {
            if self.identity() != identity {
                return Ok(None);
            }
            let applied = device.apply(sql, answer, fresh)?;
            if let Some(offset) = offset {
                set_meta(sql, "clock_offset", &offset.to_string())?;
            }
            Ok(Some(applied))
        })?;
        let Some(applied) = applied else { return Ok(None) };
        if !applied.decided.is_empty() || applied.more || applied.forked {
            self.count_waiting();
        }
        if !applied.tables.is_empty() {
            self.notify(&Notice::Rows(applied.tables.clone()));
        }
        self.notify(&Notice::Sync);
        Ok(Some(applied))
    }

    /// Somebody signed in as `device`.
    pub(super) fn signed_in(&self, tokens: &Tokens, device: Id) -> Result<(), Fault> {
        let user = tokens.user_id.to_string();
        recover::keep_owner(&self.folder, &user)?;
        self.write(Durability::Full, |sql| {
            set_meta(sql, "user", &user)?;
            set_meta(sql, "session_device", &device.to_string())?;
            keep_tokens(sql, tokens, self.clock.now())?;
            self.identity.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })?;
        *lock(&self.user) = Some(tokens.user_id);
        self.notify(&Notice::Sync);
        Ok(())
    }

    /// Empties every table; the pages are overwritten, the log is folded in.
    pub(super) fn wipe(&self) -> Result<(), Fault> {
        let ((), figures) = self.write_counted(|sql| {
            let figures = Figures::read(sql)?;
            crate::store::migrate::empty(sql)?;
            figures.put(sql)?;
            self.identity.fetch_add(1, Ordering::SeqCst);
            Ok(((), Some(|figures: &mut Figures| figures.cleared += 1)))
        })?;
        self.keep_mark(figures);
        *lock(&self.user) = None;
        self.database.checkpoint()?;
        self.files.clear()?;
        recover::remove_kept(&self.folder)?;
        self.device_id()?;
        self.count_waiting();
        let tables = Hubbub.tables().iter().map(|table| table.name.to_owned()).collect();
        self.notify(&Notice::Rows(tables));
        self.notify(&Notice::Sync);
        Ok(())
    }

    pub(super) fn sync_state(&self) -> Result<SyncState, Fault> {
        let phase = lock(&self.phase).clone();
        let device = self.device(Id::default());
        self.read(|sql| {
            let last = meta_number(sql, "last_synced")?;
            let refused = sql.first("SELECT count(*) FROM refused", &[], |row| row.int(0))?;
            Ok(SyncState {
                phase: phase.clone(),
                last_synced: Some(Timestamp(last)).filter(|time| time.0 > 0),
                waiting: outbox::count_waiting(sql)?,
                refused: u64::try_from(refused.unwrap_or_default()).unwrap_or_default(),
                files: blob::to_send(sql)?,
                files_refused: blob::count_refused(sql)?,
                progress: device.progress(sql)?,
            })
        })
    }

    pub(super) fn subscribe(&self, listener: Listener) -> Subscription {
        let number = self.next_listener.fetch_add(1, Ordering::Relaxed);
        lock(&self.listeners).insert(number, Arc::new(listener));
        Subscription { listeners: Arc::downgrade(&self.listeners), number }
    }

    /// Tells everybody. The list is not locked meanwhile, so that a listener may subscribe or read.
    pub(super) fn notify(&self, notice: &Notice) {
        let listeners: Vec<Arc<Listener>> = lock(&self.listeners).values().map(Arc::clone).collect();
        for listener in listeners {
            // A screen's mistake must not end the network loop.
            if catch_unwind(AssertUnwindSafe(|| listener(notice))).is_err() {
                tracing::error!("a listener panicked");
            }
        }
    }

    fn tables_of(&self, call: Id) -> Tables {
        let text = "SELECT touched FROM outbox WHERE id = ?";
        let found = self.read(|sql| sql.first(text, &[Value::from(call)], |row| Ok(row.text(0)?.to_owned())));
        let found = found.ok().flatten().unwrap_or_default();
        serde_json::from_str(&found).unwrap_or_default()
    }

    /// Keeps the number of unsent changes outside the store, to be told should the store be lost.
    fn count_waiting(&self) {
        if let Ok(count) = self.read(outbox::count_waiting) {
            self.waiting.store(count, Ordering::Relaxed);
            self.keep_mark(None);
        }
    }
}

pub(super) fn keep_tokens(sql: &mut dyn Sql, tokens: &Tokens, now: Timestamp) -> Result<(), Fault> {
    let text = serde_json::to_string(tokens).map_err(|error| Fault::Shape(error.to_string()))?;
    set_meta(sql, "tokens", &text)?;
    let expires_at = now.plus(tokens.expires_in.saturating_mul(SECOND_MS));
    set_meta(sql, "tokens_expire_at", &expires_at.0.to_string())
}
