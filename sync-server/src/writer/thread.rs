//! The writer's loop: collect what came, decide a batch, commit, tell.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;

use hubbub_core::store::{Database, Durability, Fault};
use hubbub_core::sync::server::Closed;

use super::batch::{self, Bounds, Turn};
use super::queue::Queue;
use super::{Event, Parts, Trouble};

/// The thread's own state.
pub(super) struct Thread {
    parts: Parts,
    queue: Queue,
    /// Works that were in the queue when a batch broke for a reason of its own: until they are through,
    /// each is decided alone, so that the one that breaks takes nobody with it.
    suspects: usize,
}

impl Thread {
    pub(super) fn new(parts: Parts) -> Self {
        Self { parts, queue: Queue::default(), suspects: 0 }
    }

    /// Works until [`Event::Stop`], then does what waits, folds the log and ends.
    pub(super) fn run(mut self, events: &Receiver<Event>) {
        let mut open = true;
        while open || self.queue.len() > 0 {
            if self.queue.len() == 0 {
                match events.recv() {
                    Ok(event) => open &= self.take(event),
                    Err(_) => break,
                }
            }
            while let Ok(event) = events.try_recv() {
                open &= self.take(event);
            }
            self.batch();
        }
        if let Err(fault) = self.parts.database.checkpoint() {
            tracing::warn!(%fault, "the log was not folded; the next start does it");
        }
    }

    /// Puts an event into the queue; false when it says to stop.
    fn take(&mut self, event: Event) -> bool {
        match event {
            Event::Work(waiting) => {
                self.queue.push(waiting);
                true
            }
            Event::Stop => false,
        }
    }

    fn batch(&mut self) {
        let bounds = if self.suspects > 0 { Bounds::FirstAlone } else { Bounds::Full };
        self.suspects = self.suspects.saturating_sub(1);
        self.parts.live.batch_begins();
        let ended = self.transaction(&bounds);
        self.end(&bounds, ended);
        self.parts.live.batch_ends();
    }

    fn end(&mut self, bounds: &Bounds, ended: Result<(Vec<Turn>, Closed), Fault>) {
        match ended {
            Ok((turns, closed)) => {
                // Sockets first: whoever is answered then needs no push for the change it just made.
                self.parts.live.notify(&closed.moved);
                self.parts.live.publish(closed.news);
                self.queue.settle(turns);
            }
            Err(fault) if fault.is_environment() => self.environment_failed(&fault),
            Err(fault) if matches!(bounds, Bounds::FirstAlone) => {
                tracing::error!(%fault, "a piece of work failed alone");
                self.queue.fail_first(Trouble::Fault(fault));
            }
            Err(fault) => {
                tracing::error!(%fault, "a batch failed; its works go on one by one");
                self.suspects = self.queue.len();
            }
        }
    }

    fn transaction(&mut self, bounds: &Bounds) -> Result<(Vec<Turn>, Closed), Fault> {
        let now = self.parts.clock.now();
        let (engine, queue) = (&self.parts.engine, &mut self.queue);
        let kept = (&*self.parts.keys, &self.parts.letters);
        let live = &*self.parts.live;
        let database: &dyn Database = &*self.parts.database;
        let run = catch_unwind(AssertUnwindSafe(|| {
            database.write(Durability::Full, |sql| {
                let mut turns = Vec::new();
                let closed = engine.batch(sql, now, &|topic| live.is_watched(topic), &mut |batch, sql| {
                    turns = batch::fill(queue, bounds, batch, sql, kept, now)?;
                    Ok(())
                })?;
                Ok((turns, closed))
            })
        }));
        run.unwrap_or_else(|_| Err(Fault::Bug("a batch panicked".to_owned())))
    }

    /// The disk said no: everybody who waits hears it, and nothing is retried into success.
    fn environment_failed(&mut self, fault: &Fault) {
        tracing::error!(%fault, "a batch was not committed");
        self.queue.fail_all(&Trouble::Busy);
        self.suspects = 0;
        if matches!(fault, Fault::Io(_) | Fault::Damaged(_)) && self.is_broken() {
            self.parts.broken.send_replace(true);
        }
    }

    /// Whether the store takes nothing more before it is opened again.
    fn is_broken(&self) -> bool {
        let database: &dyn Database = &*self.parts.database;
        let probe = database.write(Durability::Normal, |sql| sql.query("SELECT 1", &[], &mut |_| Ok(())));
        matches!(probe, Err(Fault::Io(_) | Fault::Damaged(_)))
    }
}
