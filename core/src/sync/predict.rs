//! Predictions: calls executed on the device before the server decides them, taken back and made again.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::device::{Device, number_signed};
use super::outbox;
use super::protocol::QueuedCall;
use super::rules::{Actor, Call, Domain, Stop, Undecodable};
use super::shadow::{ShadowWatch, rewind};
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::store::{Fault, Sql, Tx};

/// Takes every prediction back, so that a migration meets rows as the server confirmed them and no
/// shadow has the shape of an older schema. Call it before migrating an opened store, and
/// [`Device::resume`] after. A new store has nothing to take back.
///
/// # Errors
/// The store's fault.
pub fn rewind_all(sql: &mut dyn Sql) -> Result<(), Fault> {
    let text = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'shadow'";
    match sql.first(text, &[], |_| Ok(()))? {
        Some(()) => rewind(sql).map(drop),
        None => Ok(()),
    }
}

impl<D: Domain> Device<D> {
    /// Makes a migrated store whole: what a newer server sent before and this version knows now comes
    /// to its place, and predictions are made again. Call it whenever a store is opened, since the
    /// start before may have ended between [`rewind_all`] and this.
    ///
    /// # Errors
    /// The store's fault; nothing was changed then.
    pub fn resume(&self, sql: &mut dyn Sql) -> Result<(), Fault> {
        rewind(sql)?;
        super::incoming::adopt_unknown(sql, self.domain.tables())?;
        self.replay(sql).map(drop)
    }

    /// Executes what waits once more, on what the server confirmed: after a [`rewind`].
    pub(super) fn replay(&self, sql: &mut dyn Sql) -> Result<BTreeSet<String>, Fault> {
        let mut tables = BTreeSet::new();
        if !self.is_complete(sql)? {
            return Ok(tables);
        }
        for entry in outbox::to_replay(sql)? {
            let mut watch = ShadowWatch::new(sql, number_signed(entry.call.number))?;
            let predicted = self.predict(sql, &entry.call, &mut watch)?.err();
            tables.extend(watch.touched.iter().map(|&table| table.to_owned()));
            let same_tables = watch.touched.len() == entry.touched.len()
                && watch.touched.iter().all(|&table| entry.touched.contains(table));
            if predicted != entry.predicted || !same_tables {
                outbox::set_prediction(sql, entry.call.number, &watch.touched, predicted.as_ref())?;
            }
        }
        Ok(tables)
    }

    /// Executes a call here, at its recorded time; `Err` inside is what the rules expect the server to
    /// refuse, and leaves nothing written. Where the rules' code breaks, that is [`Code::Parked`].
    pub(super) fn predict(
        &self,
        sql: &mut dyn Sql,
        queued: &QueuedCall,
        watch: &mut ShadowWatch,
    ) -> Result<Result<(), Refusal>, Fault> {
        let command = match self.domain.decode(&queued.command) {
            Ok(command) => command,
            Err(Undecodable::Unknown) => return Ok(Err(Refusal::new(Code::UnknownCommand))),
            Err(Undecodable::Malformed(refusal)) => return Ok(Err(refusal)),
        };
        let call = Call {
            id: queued.id,
            device: Id::default(),
            number: queued.number,
            actor: Actor::Person(self.user),
            at: queued.at,
            seen: queued.seen,
            now: queued.at,
            command,
        };
        let tables = self.domain.tables();
        let done = sql.savepoint(|sql| {
            let run = AssertUnwindSafe(|| self.domain.execute(&mut Tx::new(sql, tables, watch), &call));
            catch_unwind(run).unwrap_or_else(|_| Err(Fault::Bug("a rule panicked".to_owned()).into()))
        })?;
        match done {
            Ok(()) => Ok(Ok(())),
            Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
            Err(Stop::Fault(fault)) if fault.is_environment() => Err(fault),
            Err(Stop::Fault(fault)) => {
                tracing::error!(call = %queued.id, %fault, "prediction failed");
                Ok(Err(Refusal::new(Code::Parked)))
            }
        }
    }
}
