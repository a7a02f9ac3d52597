//! A command with its circumstances: who asks, from where, when; and why it may not go through.
//!
//! Areas and the sync engine both speak of calls, and know nothing else of each other.

use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::store::Fault;
use crate::time::Timestamp;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// A person, by user id.
    Person(Id),
    /// The server itself: a named job, an import, the operator at the command line.
    Job,
}

impl Actor {
    /// The person's user id.
    ///
    /// # Errors
    /// `FORBIDDEN_ROLE` when the server itself is acting.
    pub fn person(self) -> Result<Id, Stop> {
        match self {
            Self::Person(user) => Ok(user),
            Self::Job => Err(Refusal::new(Code::ForbiddenRole).into()),
        }
    }
}

/// A command with its circumstances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call<C> {
    /// Made on the device (UUIDv7); unique for ever.
    pub id: Id,
    /// The device it was made on.
    pub device: Id,
    /// Its place among the device's calls, from 1 without gaps.
    pub number: u64,
    /// Who asks.
    pub actor: Actor,
    /// When the person did it: the device's clock, a claim, already clamped between the server time
    /// the device had seen then and `now`.
    pub at: Timestamp,
    /// The latest server time the device had seen when it recorded the call.
    pub seen: Timestamp,
    /// The clock of whoever executes the call: the only one that decides deadlines.
    pub now: Timestamp,
    /// What the person asked for.
    pub command: C,
}

impl<C> Call<C> {
    /// The same circumstances around another command, as when the root hands an area its own.
    pub fn with<T>(&self, command: T) -> Call<T> {
        let Self { id, device, number, actor, at, seen, now, .. } = *self;
        Call { id, device, number, actor, at, seen, now, command }
    }
}

/// A command that the clock asks for: the server itself does it, as [`Actor::Job`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due<C> {
    /// Derived from the thing and its deadline, so that it is done once however often it is asked for.
    pub id: Id,
    /// What is to be done.
    pub command: C,
}

/// What a letter tells a person of a command of theirs that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// What was done, in a stable word as `bid`: the letter's words hang on it.
    pub word: &'static str,
    /// The name of the thing.
    pub name: String,
}

/// How far somebody goes who closes their account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// They leave everything, and can still think better of it.
    Close,
    /// They come back, having left at this time.
    Return(Timestamp),
    /// What names them is removed, for ever.
    Erase,
}

/// Why a call did not go through.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// A rule said no: an outcome.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store or the program failed: no outcome.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<Code> for Stop {
    fn from(code: Code) -> Self {
        Self::Refused(Refusal::new(code))
    }
}

/// A number about the server's rows, for whoever operates it.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Its name among the server's numbers, as `hubbub_open_polls`.
    pub name: &'static str,
    /// What it says, for people.
    pub help: &'static str,
    /// Reads it; each `?` is the time now. It must be quick also with millions of rows.
    pub text: &'static str,
}
