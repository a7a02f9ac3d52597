//! Telemetry: samples that devices recorded, over `POST /sync/telemetry` or the socket, each stored exactly once.
//!
//! They never touch the main database. A thread of their own judges them, commits them in groups into a database
//! file per day, and tells the watchers where drivers are. What is acknowledged is on the disk.

mod latest;
mod near;
mod partitions;
mod retention;
mod seen;
mod thread;

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use hubbub_core::delivery::geo::Position;
use hubbub_core::delivery::ping::Ping;
use hubbub_core::delivery::track::Fix;
use hubbub_core::id::Id;
use hubbub_core::live::{Door, News, Topic};
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::{Fault, Sql};
use hubbub_core::sync::telemetry::{
    PACKED, SAMPLE_BYTES_MAX, SAMPLES_PER_BATCH_MAX, TelemetryBatch, TelemetryReceipt, unpack,
};
use hubbub_core::time::Timestamp;
use tokio::sync::oneshot;

pub(crate) use self::latest::Latest;
pub(crate) use self::partitions::Partitions;
pub(crate) use self::retention::{KEEP_DAYS_MAX, Keeper, Running as KeeperRunning};
use crate::app::App;
use crate::auth::Caller;
use crate::errors::Failure;
use crate::exchange::{message, read};
use crate::live::{Count, Delays};
use crate::readers::read_blocking;
use crate::writer::Trouble;

/// Largest body: the most samples at their longest, and room around them.
pub(crate) const BATCH_BYTES_MAX: usize = 1024 * 1024;
/// Most samples taken at once: twice what a device sends.
const SAMPLES_MAX: usize = 2 * SAMPLES_PER_BATCH_MAX;
/// Samples that may wait for the disk; what comes on top is told to come later.
const WAITING_MAX: usize = 400_000;
/// How long it is remembered whose a device is, where its person's positions are told, and which doors are open.
const KNOWN_FOR: Duration = Duration::from_secs(30);
/// Devices remembered at once.
const KNOWN_MAX: usize = 100_000;

/// A sample, read.
struct Point {
    boot: u64,
    seq: u64,
    at: Timestamp,
    ping: Option<Ping>,
    /// The sample, where it is no position.
    other: String,
}

/// A batch on its way to the disk.
struct Batch {
    device: Id,
    user: Id,
    points: Vec<Point>,
    topics: Arc<[Topic]>,
    doors: Arc<[Door]>,
    done: oneshot::Sender<Result<(), Fault>>,
}

/// Every cause of work of the thread.
enum Event {
    /// Samples to store.
    Store(Batch),
    /// A person's samples to erase.
    Erase(Id, oneshot::Sender<Result<(), Fault>>),
    /// Say that the thread is there.
    Look(oneshot::Sender<()>),
    /// Store what waits, then end.
    Stop,
}

/// What telemetry has done, in numbers.
#[derive(Default)]
pub(crate) struct Counts {
    /// Samples stored, each for the first time.
    pub(crate) stored: Count,
    /// Samples that were there already.
    pub(crate) again: Count,
    /// Samples that were not believed, or too old to be kept.
    pub(crate) doubted: Count,
    /// Batches turned away because too much waited.
    pub(crate) busy: Count,
    /// How long group commits took.
    pub(crate) commit: Delays,
}

/// The way to the telemetry thread.
pub(crate) struct Telemetry {
    events: Mutex<mpsc::Sender<Event>>,
    waiting: Arc<AtomicUsize>,
    latest: Arc<Latest>,
    partitions: Arc<Partitions>,
    known: Mutex<HashMap<Id, Known>>,
    counts: Arc<Counts>,
}

/// Where the thread says that a batch is on the disk, or why it is not.
type Written = oneshot::Receiver<Result<(), Fault>>;

/// What is remembered of a device.
#[derive(Clone)]
struct Known {
    user: Id,
    topics: Arc<[Topic]>,
    doors: Arc<[Door]>,
    until: Instant,
}

/// The running thread. Dropping it stores what waits and ends it.
pub(crate) struct Running {
    events: mpsc::Sender<Event>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // A thread that has ended hears nothing more.
        let _ = self.events.send(Event::Stop);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the telemetry thread panicked");
        }
    }
}

impl Telemetry {
    /// Starts the thread.
    pub(crate) fn start(parts: Parts) -> io::Result<(Self, Running)> {
        let (events, incoming) = mpsc::channel();
        let (waiting, counts) = (Arc::<AtomicUsize>::default(), Arc::clone(&parts.counts));
        let (room, latest) = (Arc::clone(&waiting), Arc::clone(&parts.latest));
        let partitions = Arc::clone(&parts.partitions);
        let run = move || thread::Thread::new(parts, room).run(&incoming);
        let thread = std::thread::Builder::new().name("telemetry".to_owned()).spawn(run)?;
        let running = Running { events: events.clone(), thread: Some(thread) };
        let known = Mutex::default();
        let telemetry = Self { events: Mutex::new(events), waiting, latest, partitions, known, counts };
        Ok((telemetry, running))
    }

    /// What is known at a topic of where drivers are.
    pub(crate) fn latest_at(&self, topic: &Topic, now: Timestamp) -> Vec<News> {
        self.latest.at(topic, now)
    }

    /// Whether the thread works.
    pub(crate) async fn is_there(&self) -> bool {
        let (done, seen) = oneshot::channel();
        self.send(Event::Look(done)).is_ok() && seen.await.is_ok()
    }

    /// Samples that wait for the disk.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    pub(crate) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Erases everything that a person's devices have recorded, and waits for it. Not for async threads.
    ///
    /// # Errors
    /// [`Trouble`]; it may be asked for again.
    pub(crate) fn erase_blocking(&self, user: Id) -> Result<(), Trouble> {
        let (done, erased) = oneshot::channel();
        self.send(Event::Erase(user, done))?;
        erased.blocking_recv().map_err(|_| Trouble::Busy)?.map_err(Trouble::from)
    }

    async fn store(&self, known: Known, batch: TelemetryBatch) -> Result<TelemetryReceipt, Trouble> {
        let stored = batch.samples.iter().map(|sample| (sample.boot, sample.seq)).collect();
        let (count, written) = self.hand_over(known, batch)?;
        let written = written.await;
        self.waiting.fetch_sub(count, Ordering::Relaxed);
        written.map_err(|_| Trouble::Busy)?.map_err(Trouble::from)?;
        Ok(TelemetryReceipt { stored })
    }

    /// Stores samples that `user` recorded, without a device to send them: what an import does. Nobody watches
    /// them come. Not for async threads.
    ///
    /// # Errors
    /// [`Trouble`]; the same samples may come again.
    pub(crate) fn store_blocking(&self, user: Id, batch: TelemetryBatch) -> Result<(), Trouble> {
        let known =
            Known { user, topics: Vec::new().into(), doors: Vec::new().into(), until: Instant::now() };
        let (count, written) = self.hand_over(known, batch)?;
        let written = written.blocking_recv();
        self.waiting.fetch_sub(count, Ordering::Relaxed);
        written.map_err(|_| Trouble::Busy)?.map_err(Trouble::from)
    }

    /// Gives a batch to the thread: how many samples wait now on its account, and where its answer comes.
    fn hand_over(&self, known: Known, batch: TelemetryBatch) -> Result<(usize, Written), Trouble> {
        let count = batch.samples.len();
        if self.waiting.fetch_add(count, Ordering::Relaxed) + count > WAITING_MAX {
            self.waiting.fetch_sub(count, Ordering::Relaxed);
            self.counts.busy.add(1);
            return Err(Trouble::Busy);
        }
        let (done, written) = oneshot::channel();
        let Known { user, topics, doors, .. } = known;
        let device = batch.device;
        let samples = batch.samples.into_iter().filter(|sample| sample.sample.len() <= SAMPLE_BYTES_MAX);
        let points = samples.map(|sample| {
            let ping = Ping::read(&sample.sample);
            let other = if ping.is_some() { String::new() } else { sample.sample };
            Point { boot: sample.boot, seq: sample.seq, at: sample.at, ping, other }
        });
        let batch = Batch { device, user, points: points.collect(), topics, doors, done };
        if let Err(trouble) = self.send(Event::Store(batch)) {
            self.waiting.fetch_sub(count, Ordering::Relaxed);
            return Err(trouble);
        }
        Ok((count, written))
    }

    /// Where a device was, in order of its clock: the fixes that are kept, of all days there are. Not for async
    /// threads.
    ///
    /// # Errors
    /// The store's [`Fault`].
    pub(crate) fn track_blocking(&self, device: Id, now: Timestamp) -> Result<Vec<Fix>, Fault> {
        let text =
            "SELECT p.at, p.lat_e6, p.lon_e6, p.accuracy_m FROM source s JOIN point p ON p.source = s.num
            WHERE s.device_id = ? AND p.verdict <= 1 ORDER BY p.at DESC, p.boot DESC, p.seq DESC";
        let mut track = self.days_blocking(now, usize::MAX, |sql| {
            sql.all(text, &[device.into()], |row| {
                let position = Position { lat_e6: row.int(1)?, lon_e6: row.int(2)? };
                let accuracy_m = row.opt_int(3)?.and_then(|metres| u32::try_from(metres).ok());
                Ok(Fix { at: Timestamp(row.int(0)?), position, accuracy_m })
            })
        })?;
        track.reverse();
        Ok(track)
    }

    /// What `work` finds in each day's file, the newest first, until there is `most` of it. Not for async threads.
    ///
    /// # Errors
    /// The store's [`Fault`].
    pub(crate) fn days_blocking<T>(
        &self,
        now: Timestamp,
        most: usize,
        mut work: impl FnMut(&mut dyn Sql) -> Result<Vec<T>, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut found = Vec::new();
        for day in self.partitions.days()?.into_iter().rev() {
            if found.len() >= most {
                break;
            }
            found.extend(read_blocking(&*self.partitions.day(day, now)?, &mut work)?);
        }
        found.truncate(most);
        Ok(found)
    }

    fn send(&self, event: Event) -> Result<(), Trouble> {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.send(event).map_err(|_| Trouble::Busy)
    }

    fn known(&self, device: Id) -> Option<Known> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&device).filter(|known| known.until > Instant::now()).cloned()
    }

    fn remember(&self, device: Id, known: &Known) {
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KNOWN_MAX {
            let now = Instant::now();
            all.retain(|_, known| known.until > now);
            if all.len() >= KNOWN_MAX {
                all.clear();
            }
        }
        all.insert(device, known.clone());
    }
}

/// Stores a batch and says what is stored.
pub(crate) async fn post(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let packed = headers.get(header::CONTENT_ENCODING).is_some_and(|value| value == PACKED);
    let unpacked = if packed {
        let malformed = || Refusal::new(Code::ValidationFailed).field("body", "malformed");
        unpack(&body, BATCH_BYTES_MAX).ok_or_else(malformed)?.into()
    } else {
        body
    };
    let batch: TelemetryBatch = read(&headers, &unpacked)?.ok_or(Code::UnknownCommand)?;
    Ok(message(&take(&app, &caller, batch).await?))
}

/// Stores a batch of the caller's.
pub(crate) async fn take(
    app: &App,
    caller: &Caller,
    batch: TelemetryBatch,
) -> Result<TelemetryReceipt, Failure> {
    if batch.samples.len() > SAMPLES_MAX {
        return Err(Refusal::new(Code::ValidationFailed).field("samples", "too_many").into());
    }
    let known = match app.telemetry.known(batch.device) {
        Some(known) => known,
        None => look_up(app, *caller, batch.device).await?,
    };
    if known.user != caller.user {
        return Err(Code::Unauthorized.into());
    }
    Ok(app.telemetry.store(known, batch).await?)
}

/// Whose a device is: of whoever sent its calls, or signed in on it; and where that person's positions are told.
async fn look_up(app: &App, caller: Caller, device: Id) -> Result<Known, Failure> {
    let engine = Arc::clone(&app.engine);
    let found = app.readers.read(move |sql| {
        let owner = owner(sql, device)?;
        let own = owner.as_ref().map_or(device == caller.device, |owner| *owner == caller.user.to_string());
        let user = caller.user;
        if own { Ok(Some((engine.whereabouts(sql, user)?, engine.doors(sql, user)?))) } else { Ok(None) }
    });
    let (topics, doors) = found.await?.ok_or(Code::Unauthorized)?;
    let until = Instant::now() + KNOWN_FOR;
    let known = Known { user: caller.user, topics: topics.into(), doors: doors.into(), until };
    app.telemetry.remember(device, &known);
    Ok(known)
}

fn owner(sql: &mut dyn Sql, device: Id) -> Result<Option<String>, Fault> {
    sql.first("SELECT user_id FROM device WHERE id = ?", &[device.into()], |row| Ok(row.text(0)?.to_owned()))
}

pub(crate) use self::thread::Parts;
