//! The one writer: a thread that decides everything that changes the database, in group commits.
//!
//! Requests, jobs and the server's own bookkeeping wait in one bounded queue. A batch takes one call of
//! each device in turn until [`CALLS_PER_BATCH_MAX`] or [`BATCH_TIME_MAX`] is reached, commits once, and
//! only then answers. What did not fit goes on in the next batch.

mod batch;
mod queue;
mod thread;

use std::sync::Arc;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use hubbub_core::id::Id;
use hubbub_core::store::{Fault, SqliteDatabase};
use hubbub_core::sync::protocol::{Answer, Outcome, Request};
use hubbub_core::sync::rules::Actor;
use hubbub_core::sync::server::CALLS_PER_BATCH_MAX;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};

pub(crate) use self::batch::{AUDIT, Writing};
use self::queue::{Piece, Waiting, Work};
use crate::audit::Circumstances;
use crate::clock::Clock;
use crate::engine::Engine;
use crate::keys::Keys;
use crate::live::Live;
use crate::mail::Letters;

/// How long a batch collects calls before it commits.
const BATCH_TIME_MAX: Duration = Duration::from_millis(20);
/// The unit in which the queue's room is counted, and the least that anything takes.
const ROOM_UNIT_BYTES: u32 = 4 * 1024;

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Too much to do, or the disk fails: come later.
    #[error("the server has too much to do")]
    Busy,
    /// The program or the store failed at this piece of work.
    #[error(transparent)]
    Fault(Fault),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        if fault.is_environment() { Self::Busy } else { Self::Fault(fault) }
    }
}

/// What became of a request's uploads.
pub(crate) enum Decided {
    /// They are decided and committed; the answer can be cut.
    Committed,
    /// They can't be; this is the answer.
    Answer(Answer),
}

/// Hands work to the writer thread.
#[derive(Clone)]
pub struct Writer {
    events: mpsc::Sender<Event>,
    room: Arc<Semaphore>,
    room_max: usize,
    keys: Arc<Keys>,
}

/// Every cause of work of the writer thread.
enum Event {
    /// Something to do.
    Work(Waiting),
    /// Do what waits, then end.
    Stop,
}

/// What the thread works with.
pub(crate) struct Parts {
    pub(crate) engine: Arc<dyn Engine>,
    pub(crate) database: Arc<SqliteDatabase>,
    pub(crate) live: Arc<Live>,
    pub(crate) clock: Clock,
    pub(crate) keys: Arc<Keys>,
    pub(crate) letters: Letters,
    /// Told when a commit failed in a way that only opening the database again can mend.
    pub(crate) broken: watch::Sender<bool>,
}

impl Writer {
    /// Starts the thread, with room for `queue_bytes_max` of waiting work.
    pub(crate) fn start(parts: Parts, queue_bytes_max: u32) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (events, incoming) = mpsc::channel();
        let room_max = usize::try_from(queue_bytes_max / ROOM_UNIT_BYTES).unwrap_or(usize::MAX).max(1);
        let keys = Arc::clone(&parts.keys);
        let writer = Self { events, room: Arc::new(Semaphore::new(room_max)), room_max, keys };
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || thread::Thread::new(parts).run(&incoming))?;
        Ok((writer, thread))
    }

    /// Decides a person's uploads. `bytes` is how long the request was, `from` where it came from.
    ///
    /// # Errors
    /// [`Trouble`]; nothing was decided then that the next request would not hear of.
    pub(crate) async fn decide(
        &self,
        user: Id,
        request: Request,
        bytes: usize,
        from: Circumstances,
    ) -> Result<Decided, Trouble> {
        let room = self.take_room(bytes)?;
        let (done, decided) = oneshot::channel();
        let work = Work::Exchange { actor: Actor::Person(user), request, from: Box::new(from), done };
        self.send(Waiting::new(work, Some(room)))?;
        decided.await.unwrap_or(Err(Trouble::Busy))
    }

    /// Lets the server itself do `commands` (ids and JSON texts) under the name of a job, in order. The
    /// same id again tells the same outcome. A job's name belongs to one caller at a time.
    ///
    /// # Errors
    /// [`Trouble`]; commands before the trouble may have been decided.
    pub async fn job(&self, name: &str, commands: Vec<(Id, String)>) -> Result<Vec<Outcome>, Trouble> {
        self.send_job(name, commands)?.await.unwrap_or(Err(Trouble::Busy))
    }

    /// As [`Self::job`], for callers outside the async runtime.
    ///
    /// # Errors
    /// As [`Self::job`].
    pub fn job_blocking(&self, name: &str, commands: Vec<(Id, String)>) -> Result<Vec<Outcome>, Trouble> {
        self.send_job(name, commands)?.blocking_recv().unwrap_or(Err(Trouble::Busy))
    }

    /// Runs `work` inside the next batch, in a savepoint of its own: the server's bookkeeping. It may run
    /// again when a batch has to be repeated.
    ///
    /// # Errors
    /// [`Trouble`]; nothing was written then.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Writing<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Trouble> {
        let room = self.take_room(0)?;
        self.send_piece(work, Some(room))?.await.unwrap_or(Err(Trouble::Busy))
    }

    /// As [`Self::write`], for callers outside the async runtime.
    pub(crate) fn write_blocking<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Writing<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.send_piece(work, None)?.blocking_recv().unwrap_or(Err(Trouble::Busy))
    }

    /// How full the queue is, in thousandths.
    pub(crate) fn load_permille(&self) -> usize {
        (self.room_max - self.room.available_permits().min(self.room_max)) * 1000 / self.room_max
    }

    /// Lets the thread end once it has done what waits.
    pub(crate) fn stop(&self) {
        let _ = self.events.send(Event::Stop);
    }

    fn send_job(&self, name: &str, commands: Vec<(Id, String)>) -> Result<Outcomes, Trouble> {
        let (done, outcomes) = oneshot::channel();
        let device = self.keys.job_device(name);
        self.send(Waiting::new(Work::Job { device, commands, outcomes: Vec::new(), done }, None))?;
        Ok(outcomes)
    }

    fn send_piece<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Writing<'_>) -> Result<T, Fault> + Send + 'static,
        room: Option<OwnedSemaphorePermit>,
    ) -> Result<oneshot::Receiver<Result<T, Trouble>>, Trouble> {
        let (done, result) = oneshot::channel();
        self.send(Waiting::new(Work::Piece(<dyn Piece>::of(work, done)), room))?;
        Ok(result)
    }

    fn take_room(&self, bytes: usize) -> Result<OwnedSemaphorePermit, Trouble> {
        let bytes = u32::try_from(bytes).map_err(|_| Trouble::Busy)?;
        let units = bytes.div_ceil(ROOM_UNIT_BYTES).max(1);
        Arc::clone(&self.room).try_acquire_many_owned(units).map_err(|_| Trouble::Busy)
    }

    fn send(&self, waiting: Waiting) -> Result<(), Trouble> {
        self.events.send(Event::Work(waiting)).map_err(|_| Trouble::Busy)
    }
}

type Outcomes = oneshot::Receiver<Result<Vec<Outcome>, Trouble>>;
