//! What waits for the writer: a lane per device, so that everybody's next call has its turn.

use std::collections::{HashMap, HashSet, VecDeque};

use hubbub_core::id::Id;
use hubbub_core::store::Fault;
use hubbub_core::sync::protocol::{Outcome, Request};
use hubbub_core::sync::rules::Actor;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::batch::{Ended, Turn, Writing};
use super::{Decided, Trouble};
use crate::audit::Circumstances;

/// A piece of work.
pub(super) enum Work {
    /// A person's uploads.
    Exchange {
        actor: Actor,
        request: Request,
        from: Box<Circumstances>,
        done: oneshot::Sender<Result<Decided, Trouble>>,
    },
    /// The server's own commands. `outcomes` grows by batches.
    Job {
        device: Id,
        commands: Vec<(Id, String)>,
        outcomes: Vec<Outcome>,
        done: oneshot::Sender<Result<Vec<Outcome>, Trouble>>,
    },
    /// Bookkeeping.
    Piece(Box<dyn Piece>),
}

/// Bookkeeping whose result is told after the commit.
pub(super) trait Piece: Send {
    /// Does it, in a savepoint. An error ends the whole batch; its own failure it keeps.
    fn run(&mut self, writing: &mut Writing<'_>) -> Result<(), Fault>;

    /// Tells the result, or the trouble that the batch had.
    fn tell(self: Box<Self>, trouble: Option<Trouble>);
}

impl dyn Piece {
    /// The piece that runs `work` and tells `done`.
    pub(super) fn of<T: Send + 'static>(
        work: impl FnMut(&mut Writing<'_>) -> Result<T, Fault> + Send + 'static,
        done: oneshot::Sender<Result<T, Trouble>>,
    ) -> Box<Self> {
        Box::new(Closure { work, result: None, done })
    }
}

struct Closure<T, W> {
    work: W,
    result: Option<Result<T, Trouble>>,
    done: oneshot::Sender<Result<T, Trouble>>,
}

impl<T, W> Piece for Closure<T, W>
where
    T: Send,
    W: FnMut(&mut Writing<'_>) -> Result<T, Fault> + Send,
{
    fn run(&mut self, writing: &mut Writing<'_>) -> Result<(), Fault> {
        let result = writing.in_savepoint(&mut self.work)?;
        match &result {
            Err(fault) if fault.is_environment() => return Err(fault.clone()),
            Err(fault) => tracing::error!(%fault, "bookkeeping failed"),
            Ok(_) => {}
        }
        self.result = Some(result.map_err(Trouble::Fault));
        Ok(())
    }

    fn tell(self: Box<Self>, trouble: Option<Trouble>) {
        let result = trouble.map_or(self.result.unwrap_or(Err(Trouble::Busy)), Err);
        // Whoever asked may have gone away; what was written stands.
        let _ = self.done.send(result);
    }
}

/// Work in the queue, with the room it takes there.
pub(super) struct Waiting {
    pub(super) work: Work,
    _room: Option<OwnedSemaphorePermit>,
}

impl Waiting {
    pub(super) const fn new(work: Work, room: Option<OwnedSemaphorePermit>) -> Self {
        Self { work, _room: room }
    }

    fn tell(self, ended: Result<Ended, Trouble>) {
        match (self.work, ended) {
            (Work::Exchange { done, .. }, Ok(Ended::Decided(decided))) => drop(done.send(Ok(decided))),
            (Work::Job { mut outcomes, done, .. }, Ok(Ended::Outcomes(last))) => {
                outcomes.extend(last);
                drop(done.send(Ok(outcomes)));
            }
            (Work::Piece(piece), Ok(_)) => piece.tell(None),
            (Work::Piece(piece), Err(trouble)) => piece.tell(Some(trouble)),
            (Work::Exchange { done, .. }, Err(trouble)) => drop(done.send(Err(trouble))),
            (Work::Job { done, .. }, Err(trouble)) => drop(done.send(Err(trouble))),
            // A turn ends each work with the kind that fits it.
            (Work::Exchange { .. } | Work::Job { .. }, Ok(_)) => {}
        }
    }
}

/// The lanes, in the order of their turns.
#[derive(Default)]
pub(super) struct Queue {
    lanes: HashMap<Id, VecDeque<Waiting>>,
    order: VecDeque<Id>,
    pieces: u128,
    len: usize,
}

impl Queue {
    pub(super) fn push(&mut self, waiting: Waiting) {
        let key = match &waiting.work {
            Work::Exchange { request, .. } => request.device,
            Work::Job { device, .. } => *device,
            Work::Piece(_) => self.next_piece(),
        };
        let lane = self.lanes.entry(key).or_default();
        if lane.is_empty() {
            self.order.push_back(key);
        }
        lane.push_back(waiting);
        self.len += 1;
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// The first lanes that have work, in the order of their turns.
    pub(super) fn first(&self, lanes_max: usize) -> Vec<Id> {
        self.order.iter().copied().take(lanes_max).collect()
    }

    /// The work at a place of a lane.
    pub(super) fn work(&mut self, lane: Id, at: usize) -> Option<&mut Work> {
        self.lanes.get_mut(&lane)?.get_mut(at).map(|waiting| &mut waiting.work)
    }

    /// Tells what a batch has ended, once it is committed, and moves the lanes that had a turn to the end.
    pub(super) fn settle(&mut self, turns: Vec<Turn>) {
        let had_a_turn: HashSet<Id> = turns.iter().map(|turn| turn.lane).collect();
        self.order.retain(|lane| !had_a_turn.contains(lane));
        for turn in turns {
            for ended in turn.ended {
                self.end_first(turn.lane, Ok(ended));
            }
            self.advance(turn.lane, turn.next, turn.outcomes);
            if self.lanes.contains_key(&turn.lane) {
                self.order.push_back(turn.lane);
            }
        }
    }

    /// Tells everybody who waits that nothing was done.
    pub(super) fn fail_all(&mut self, trouble: &Trouble) {
        self.order.clear();
        self.len = 0;
        for (_, lane) in std::mem::take(&mut self.lanes) {
            for waiting in lane {
                waiting.tell(Err(trouble.clone()));
            }
        }
    }

    /// Tells the first in the order that its work failed.
    pub(super) fn fail_first(&mut self, trouble: Trouble) {
        if let Some(lane) = self.order.pop_front() {
            self.end_first(lane, Err(trouble));
            if self.lanes.contains_key(&lane) {
                self.order.push_back(lane);
            }
        }
    }

    fn end_first(&mut self, key: Id, ended: Result<Ended, Trouble>) {
        let Some(lane) = self.lanes.get_mut(&key) else { return };
        if let Some(waiting) = lane.pop_front() {
            self.len -= 1;
            waiting.tell(ended);
        }
        if lane.is_empty() {
            self.lanes.remove(&key);
        }
    }

    /// Takes the calls that are committed out of the work that goes on in the next batch.
    fn advance(&mut self, lane: Id, next: usize, decided: Vec<Outcome>) {
        match self.work(lane, 0) {
            Some(Work::Exchange { request, .. }) => drop(request.uploads.drain(..next)),
            Some(Work::Job { commands, outcomes, .. }) => {
                commands.drain(..next);
                outcomes.extend(decided);
            }
            _ => {}
        }
    }

    fn next_piece(&mut self) -> Id {
        self.pieces += 1;
        Id::from_bytes(self.pieces.to_be_bytes())
    }
}
