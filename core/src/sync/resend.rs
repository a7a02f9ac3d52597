//! Calls that go to the server once more, under new numbers: put aside, unknown, given up, or lost with
//! what the server or this device lost.

use std::collections::BTreeSet;

use super::device::{Applied, Device, append, meta_number, set_meta};
use super::outbox::{self, Entry, Refused, State};
use super::protocol::QueuedCall;
use super::rules::Domain;
use super::server::{hex, signed, unsigned};
use super::shadow::rewind;
use crate::id::Id;
use crate::planted::{Bug, is_on};
use crate::refusal::{Code, Refusal};
use crate::store::{Fault, Sql};
use crate::time::Timestamp;

impl<D: Domain> Device<D> {
    /// Gives up a call that the server has not decided. A number still goes to the server, so that the
    /// numbers leave no gap, and so that nothing that depends on the call goes through. A call that was
    /// already on its way may come back decided: the decision stands. `false` when there is no such
    /// call.
    ///
    /// # Errors
    /// The store's fault.
    pub fn discard(&self, sql: &mut dyn Sql, id: Id) -> Result<bool, Fault> {
        let Some(entry) = outbox::undecided(sql, id)? else {
            return Ok(false);
        };
        rewind(sql)?;
        if entry.state == State::Unknown {
            // Its number is used up: the server hears of it under another.
            self.queue_again(sql, &entry, State::Discarded)?;
        } else {
            outbox::set_state(sql, entry.call.number, State::Discarded)?;
        }
        self.replay(sql)?;
        Ok(true)
    }

    /// Sends a call that the server put aside once more: the same id under a new number. `false` when
    /// there is no such call in the inbox.
    ///
    /// # Errors
    /// The store's fault.
    pub fn send_again(&self, sql: &mut dyn Sql, id: Id) -> Result<bool, Fault> {
        let found = outbox::refused(sql)?.into_iter().find(|refused| refused.id == id && refused.undecided);
        let Some(refused) = found else {
            return Ok(false);
        };
        outbox::clear_refused(sql, id)?;
        rewind(sql)?;
        let call = QueuedCall {
            id: refused.id,
            number: unsigned(meta_number(sql, "last_number")?) + 1,
            at: refused.at,
            seen: Timestamp(meta_number(sql, "server_time")?).min(refused.at),
            depends_on: refused.depends_on,
            command: refused.command,
        };
        let touched = BTreeSet::new();
        append(sql, Entry { call, state: State::Waiting, digest: [0; 16], touched, predicted: None })?;
        self.replay(sql)?;
        Ok(true)
    }

    /// Gives a call of the outbox the next number, in `state`. It keeps what it depends on and which
    /// tables it touched. Predictions are rewound, and replayed after.
    pub(super) fn queue_again(&self, sql: &mut dyn Sql, entry: &Entry, state: State) -> Result<(), Fault> {
        outbox::remove(sql, entry.call.number)?;
        let mut again = Entry { state, ..entry.clone() };
        again.call.number = unsigned(meta_number(sql, "last_number")?) + 1;
        append(sql, again)
    }

    /// The server learned new commands.
    pub(super) fn send_unknown_again(&self, sql: &mut dyn Sql) -> Result<(), Fault> {
        for entry in outbox::all(sql)?.into_iter().filter(|entry| entry.state == State::Unknown) {
            self.queue_again(sql, &entry, State::Waiting)?;
        }
        Ok(())
    }

    /// A call is unknown only because of one that is itself being sent again meanwhile: it follows.
    pub(super) fn follow(&self, sql: &mut dyn Sql, entry: &Entry) -> Result<(), Fault> {
        for &id in &entry.call.depends_on {
            let ahead = outbox::undecided(sql, id)?;
            if ahead
                .is_some_and(|ahead| ahead.state == State::Waiting && ahead.call.number > entry.call.number)
            {
                return self.queue_again(sql, entry, State::Waiting);
            }
        }
        Ok(())
    }

    /// After a restore from backup: what the server has lost waits again. What it has decided since is kept
    /// until a backup holds it: it may be restored once more.
    pub(super) fn reopen_kept(&self, sql: &mut dyn Sql, high_water: u64) -> Result<(), Fault> {
        self.reopen(sql, high_water)
    }

    /// Calls above `high_water` wait again. Of those that can't be sent again the person is told.
    fn reopen(&self, sql: &mut dyn Sql, high_water: u64) -> Result<(), Fault> {
        let decided_at = Timestamp(meta_number(sql, "server_time")?);
        for entry in outbox::reopen(sql, high_water)? {
            let refused = Refused {
                id: entry.call.id,
                at: entry.call.at,
                decided_at,
                command: String::new(),
                depends_on: Vec::new(),
                refusal: Refusal::new(Code::ContentForgotten),
                undecided: false,
            };
            outbox::add_refused(sql, entry.call.number, &refused)?;
        }
        Ok(())
    }

    /// The server has decided less than we thought: send from there, if we still have it all.
    pub(super) fn resend_from(
        &self,
        sql: &mut dyn Sql,
        high_water: u64,
        fresh: Id,
    ) -> Result<Applied, Fault> {
        let last = unsigned(meta_number(sql, "last_number")?);
        let have =
            sql.first("SELECT count(*) FROM outbox WHERE number > ?", &[signed(high_water)], |row| {
                row.int(0)
            })?;
        let all = unsigned(have.unwrap_or_default()) == last.saturating_sub(high_water);
        if !all && !is_on(Bug::GapSentAnyway) {
            return self.fork(sql, fresh);
        }
        self.reopen(sql, high_water)?;
        set_meta(sql, "high_water", &high_water.to_string())?;
        // What was seen as confirmed is a prediction again.
        let mut tables = rewind(sql)?;
        tables.extend(self.replay(sql)?);
        let acknowledged = unsigned(meta_number(sql, "acknowledged")?).min(high_water);
        set_meta(sql, "acknowledged", &acknowledged.to_string())?;
        Ok(Applied { tables, more: true, ..Applied::default() })
    }

    /// Takes a new device id, and numbers what waits from 1. Call ids stay, so nothing is done twice.
    pub(super) fn fork(&self, sql: &mut dyn Sql, fresh: Id) -> Result<Applied, Fault> {
        let mut tables = rewind(sql)?;
        let entries = outbox::all(sql)?;
        sql.execute("DELETE FROM outbox", &[])?;
        set_meta(sql, "device", &fresh.to_string())?;
        for name in ["last_number", "high_water", "acknowledged"] {
            set_meta(sql, name, "0")?;
        }
        set_meta(sql, "last_digest", &hex([0; 16]))?;
        for mut entry in entries {
            if is_on(Bug::ForkDropsWaiting) && entry.state == State::Waiting {
                continue;
            }
            entry.call.number = unsigned(meta_number(sql, "last_number")?) + 1;
            // What was given up goes as such, or what depends on it would be decided without it.
            if entry.call.command.is_empty() {
                entry.state = State::Discarded;
            }
            if entry.state != State::Discarded {
                entry.state = State::Waiting;
            }
            append(sql, entry)?;
        }
        tables.extend(self.replay(sql)?);
        Ok(Applied { tables, more: true, forked: true, ..Applied::default() })
    }
}
