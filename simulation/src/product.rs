//! Hubbub's own rules as a simulated version of the product runs them: an older version may not know a
//! command, a poison command breaks the rules' code, and what the server executes is written down.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hubbub_core::call::{Actor, Call, Due, Stop};
use hubbub_core::domain::{self, Hubbub};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::scope::Scope;
use hubbub_core::store::{Fault, Table, Tables, Tx};
use hubbub_core::sync::rules::{Domain, Undecodable};
use hubbub_core::time::Timestamp;

use crate::store::{NEW, Schema};

/// The command that breaks the server's rules.
pub(crate) const POISON: &str = r#"{"area":"poison"}"#;
/// What an old version does not know.
const NEW_KIND: &str = r#""kind":"withdraw""#;

/// A call that the server has executed.
#[derive(Clone, Debug)]
pub(crate) struct Executed {
    pub(crate) id: Id,
    pub(crate) device: Id,
    pub(crate) number: u64,
    pub(crate) actor: Actor,
    pub(crate) at: Timestamp,
    pub(crate) seen: Timestamp,
    pub(crate) now: Timestamp,
    pub(crate) command: domain::Command,
}

/// What was executed, savepoints that were undone included.
pub(crate) type Log = Arc<Mutex<Vec<Executed>>>;

/// A version of the product.
#[derive(Clone, Default)]
pub(crate) struct Product {
    /// It does not know every command yet.
    pub(crate) is_old: bool,
    /// Its app has an older schema.
    pub(crate) is_old_app: bool,
    pub(crate) log: Log,
}

/// A command, decoded.
#[derive(Clone)]
pub(crate) enum Command {
    Real(Box<domain::Command>),
    Poison,
}

impl Product {
    /// The schema of a device with this version.
    pub(crate) const fn schema(&self) -> Schema {
        if self.is_old_app { Schema::OldDevice } else { Schema::Device }
    }

    /// Takes what was executed since the last time.
    pub(crate) fn take_log(&self) -> Vec<Executed> {
        std::mem::take(&mut *self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Domain for Product {
    type Command = Command;

    fn tables(&self) -> Tables {
        static OLD: OnceLock<Vec<Table>> = OnceLock::new();
        if !self.is_old_app {
            return Hubbub.tables();
        }
        OLD.get_or_init(|| Hubbub.tables().iter().filter(|table| table.name != NEW.1).copied().collect())
    }

    fn decode(&self, text: &str) -> Result<Command, Undecodable> {
        if text == POISON {
            return Ok(Command::Poison);
        }
        if self.is_old && text.contains(NEW_KIND) {
            return Err(Undecodable::Unknown);
        }
        Hubbub.decode(text).map(|command| Command::Real(Box::new(command)))
    }

    fn execute(&self, tx: &mut Tx<'_>, call: &Call<Command>) -> Result<(), Stop> {
        match &call.command {
            Command::Real(command) => Hubbub.execute(tx, &call.with((**command).clone())),
            Command::Poison => Ok(()),
        }
    }

    fn settle(&self, tx: &mut Tx<'_>, call: &Call<Command>) -> Result<(), Stop> {
        let Command::Real(command) = &call.command else {
            if call.number.is_multiple_of(2) {
                return Err(Refusal::new(Code::InvalidState).into());
            }
            return Err(Fault::Bug("a poison call".to_owned()).into());
        };
        Hubbub.settle(tx, &call.with((**command).clone()))?;
        self.log.lock().unwrap_or_else(PoisonError::into_inner).push(Executed {
            id: call.id,
            device: call.device,
            number: call.number,
            actor: call.actor,
            at: call.at,
            seen: call.seen,
            now: call.now,
            command: (**command).clone(),
        });
        Ok(())
    }

    fn due(&self, tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Due<String>>, Fault> {
        Hubbub.due(tx, now, limit)
    }

    fn scopes_of(&self, tx: &mut Tx<'_>, user: Id) -> Result<BTreeSet<Scope>, Fault> {
        Hubbub.scopes_of(tx, user)
    }

    fn priority(&self, scope: &Scope) -> u8 {
        Hubbub.priority(scope)
    }
}
