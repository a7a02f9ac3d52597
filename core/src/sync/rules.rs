//! The seam between the engine and a domain: what the engine asks of the rules.

use std::collections::BTreeSet;

use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::scope::Scope;
use crate::store::{Fault, Tables, Tx};
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

/// Why a command's text is not a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecodable {
    /// Its kind is unknown here: made by a newer version.
    Unknown,
    /// Its kind is known, its content is not right.
    Malformed(Refusal),
}

/// The rules of a product, as the engine sees them. All functions are deterministic: same rows and
/// same call, same answer, on every device and the server.
pub trait Domain: Send + Sync + 'static {
    /// A command, decoded.
    type Command: Clone + Send;

    /// The replicated tables.
    fn tables(&self) -> Tables;

    /// Reads a command's JSON text.
    ///
    /// # Errors
    /// [`Undecodable`] says whether it is unknown or wrong.
    fn decode(&self, text: &str) -> Result<Self::Command, Undecodable>;

    /// Decides a call and writes its effect, on devices and on the server alike. It touches only rows
    /// in scopes that the actor holds.
    ///
    /// # Errors
    /// The rule's refusal, or a fault.
    fn execute(&self, tx: &mut Tx<'_>, call: &Call<Self::Command>) -> Result<(), Stop>;

    /// What lies beyond the actor's sight: on the server only, after `execute`, in the same
    /// transaction.
    ///
    /// # Errors
    /// The rule's refusal, or a fault.
    fn settle(&self, tx: &mut Tx<'_>, call: &Call<Self::Command>) -> Result<(), Stop>;

    /// The scopes that a person holds now.
    ///
    /// # Errors
    /// The store's fault.
    fn scopes_of(&self, tx: &mut Tx<'_>, user: Id) -> Result<BTreeSet<Scope>, Fault>;

    /// The order in which scopes are fetched by a new device: lower first.
    fn priority(&self, scope: &Scope) -> u8;
}
