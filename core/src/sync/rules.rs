//! The seam between the engine and a domain: what the engine asks of the rules.

use std::collections::BTreeSet;

pub use crate::call::{Actor, Call, Confirmation, Due, Farewell, Figure, Stop};
use crate::id::Id;
use crate::live::{Change, Door, Told, Topic};
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

    /// The command, as a JSON text, by which the server lets a person go, come back, or be forgotten; none where
    /// nothing names people. Votes, counts and money stay true.
    ///
    /// # Errors
    /// [`Fault::Bug`] when the command can't be written down.
    fn farewell(&self, _: Id, _: Farewell) -> Result<Option<String>, Fault> {
        Ok(None)
    }

    /// What watchers are told of a call that went through, beyond what its rows say: asked on the server after
    /// `settle`, in the same transaction. The state is read later, by [`Domain::tell`], once for all calls of a
    /// batch.
    ///
    /// # Errors
    /// The store's fault.
    fn announce(&self, _: &mut Tx<'_>, _: &Call<Self::Command>) -> Result<Vec<Change>, Fault> {
        Ok(Vec::new())
    }

    /// What watchers are told of a row that a batch wrote or deleted; as [`Domain::announce`].
    ///
    /// # Errors
    /// The store's fault.
    fn announce_row(&self, _: &mut Tx<'_>, _: &str, _: Id) -> Result<Vec<Change>, Fault> {
        Ok(Vec::new())
    }

    /// The state that a change led to; nothing when nobody may be told.
    ///
    /// # Errors
    /// The store's fault.
    fn tell(&self, _: &mut Tx<'_>, _: &Change, _: Timestamp) -> Result<Option<Told>, Fault> {
        Ok(None)
    }

    /// What somebody is told who begins to watch a topic: the state as it stands. Nothing when the person may not
    /// watch it, or there is no such thing; the two look alike.
    ///
    /// # Errors
    /// The store's fault.
    fn watch(&self, _: &mut Tx<'_>, _: Id, _: &Topic) -> Result<Option<Vec<Change>>, Fault> {
        Ok(None)
    }

    /// What a letter tells somebody whose command was just applied; nothing for most commands.
    ///
    /// # Errors
    /// The store's fault.
    fn confirms(&self, _: &mut Tx<'_>, _: &Self::Command) -> Result<Option<Confirmation>, Fault> {
        Ok(None)
    }

    /// The topic of the poll about an item, for whoever knows only the item; nothing where the person may see none.
    ///
    /// # Errors
    /// The store's fault.
    fn poll_of(&self, _: &mut Tx<'_>, _: Id, _: Id) -> Result<Option<Topic>, Fault> {
        Ok(None)
    }

    /// The doors that a person is on the way to.
    ///
    /// # Errors
    /// The store's fault.
    fn doors(&self, _: &mut Tx<'_>, _: Id) -> Result<Vec<Door>, Fault> {
        Ok(Vec::new())
    }

    /// The topics that a person's positions are told to.
    ///
    /// # Errors
    /// The store's fault.
    fn whereabouts(&self, _: &mut Tx<'_>, _: Id) -> Result<Vec<Topic>, Fault> {
        Ok(Vec::new())
    }

    /// Numbers about the rows, for the server's operator.
    fn figures(&self) -> &'static [Figure] {
        &[]
    }

    /// The order in which scopes are fetched by a new device: lower first.
    fn priority(&self, scope: &Scope) -> u8;
}
