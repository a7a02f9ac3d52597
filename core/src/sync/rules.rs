//! The seam between the engine and a domain: what the engine asks of the rules.

use std::collections::BTreeSet;

pub use crate::call::{Actor, Call, Due, Stop};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::{Fault, Tables, Tx};
use crate::time::Timestamp;

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

    /// Whether a device forgets what this command says once the server has taken it: a secret. After a restore
    /// of the server to an earlier state it can then not be sent again, and the person is told.
    fn forgets(&self, _: &str) -> bool {
        false
    }

    /// Whether every file that a row names is a picture: the server then takes nothing else.
    fn takes_only_pictures(&self) -> bool {
        false
    }

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

    /// What the clock asks for by `now`, as JSON texts, at most about `limit` and the longest overdue
    /// first. The server does them. What is done is not asked for again; truth never waits for it:
    /// open and closed are functions of the clock.
    ///
    /// # Errors
    /// The store's fault.
    fn due(&self, tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Due<String>>, Fault>;

    /// The scopes that a person holds now.
    ///
    /// # Errors
    /// The store's fault.
    fn scopes_of(&self, tx: &mut Tx<'_>, user: Id) -> Result<BTreeSet<Scope>, Fault>;

    /// What a person is, in stable words as `admin`: told in tokens, and who needs a second factor. Nothing
    /// else is decided by it.
    ///
    /// # Errors
    /// The store's fault.
    fn roles_of(&self, _: &mut Tx<'_>, _: Id) -> Result<BTreeSet<&'static str>, Fault> {
        Ok(BTreeSet::new())
    }

    /// The order in which scopes are fetched by a new device: lower first.
    fn priority(&self, scope: &Scope) -> u8;
}
