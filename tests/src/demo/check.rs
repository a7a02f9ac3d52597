//! The end of a run: every claim against the server's own rows, read from its database once it has
//! stopped.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use hubbub_core::delivery::record::{ProofRecord, ReviewItem, Why};
use hubbub_core::domain::Hubbub;
use hubbub_core::id::Id;
use hubbub_core::inventory::model::StockLevel;
use hubbub_core::inventory::{journal, ledger};
use hubbub_core::ordering::model::OrderLine;
use hubbub_core::store::{Database, Fault, OpenOptions, Sql, SqliteDatabase};
use hubbub_core::store::{Tx, Unwatched};
use hubbub_core::sync::digest::{Digests, Expectations};
use hubbub_core::sync::protocol::Outcome;
use hubbub_core::sync::rules::Domain;
use hubbub_core::sync::server::Server;
use hubbub_core::voting::count::{Delta, tally};
use hubbub_core::voting::method::Selection;
use hubbub_core::voting::model::{Ballot, BallotRevision, OptionTally, Poll};

use super::figures::Figures;
use super::story::{Failure, tell};

/// The server's database, after the server has stopped.
pub(crate) struct Books {
    database: SqliteDatabase,
    server: Server<Hubbub>,
    /// What scopes hold, once read.
    expectations: Mutex<Expectations>,
}

impl Books {
    pub(crate) fn open(data: &Path) -> Result<Self, Failure> {
        let path = data.join(hubbub_server::DATABASE);
        let database = SqliteDatabase::open(&path, &OpenOptions { key: None, readers: 1 })?;
        database.check()?;
        Ok(Self { database, server: Server::new(Hubbub, 0), expectations: Mutex::default() })
    }

    pub(crate) fn read<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> Result<T, Failure> {
        let database: &dyn Database = &self.database;
        Ok(database.read(work)?)
    }

    /// Counts what became of the calls that devices had confirmed as saved.
    pub(crate) fn verdicts(&self, saved: &BTreeSet<Id>, figures: &mut Figures) -> Result<(), Failure> {
        for &call in saved {
            let text = "SELECT outcome FROM verdict WHERE call_id = ?";
            let outcome =
                self.read(|sql| sql.first(text, &[call.into()], |row| Ok(row.text(0)?.to_owned())))?;
            let outcome: Option<Outcome> = outcome.map(|text| serde_json::from_str(&text)).transpose()?;
            match outcome {
                Some(Outcome::Applied { .. }) => figures.applied += 1,
                Some(Outcome::Refused(_)) => figures.refused += 1,
                Some(other @ (Outcome::Discarded | Outcome::Parked | Outcome::Unknown)) => {
                    figures.undecided += 1;
                    tell(&format!("UNDECIDED: the saved call {call} is {other:?}"));
                }
                None => {
                    figures.lost += 1;
                    tell(&format!("LOST: the saved call {call} has no verdict"));
                }
            }
        }
        figures.commands += saved.len();
        Ok(())
    }

    /// Whether a device of `user` shows what the server would show it.
    pub(crate) fn is_converged(&self, user: Id, shown: &Digests) -> Result<bool, Failure> {
        let mut expectations = self.expectations.lock().unwrap_or_else(PoisonError::into_inner);
        let expected = self.read(|sql| expectations.of(sql, &self.server, user))?;
        if expected != *shown {
            for (table, digest) in &expected {
                if shown.get(table) != Some(digest) {
                    tell(&format!("DIVERGED: {table}: {digest:?} expected, {:?} shown", shown.get(table)));
                }
            }
        }
        Ok(expected == *shown)
    }

    /// Compares every running count with a recount of the ballots that stand, and every ballot with
    /// its history: a doubled effect would show as a revision too many.
    pub(crate) fn recount(&self, figures: &mut Figures) -> Result<(), Failure> {
        let (polls, ballots, tallies, revisions) = self.read(|sql| {
            let mut unwatched = Unwatched;
            let mut tx = Tx::new(sql, Hubbub.tables(), &mut unwatched);
            Ok((
                tx.select::<Poll>("1 = 1 ORDER BY id", &[])?,
                tx.select::<Ballot>("1 = 1 ORDER BY id", &[])?,
                tx.select::<OptionTally>("1 = 1 ORDER BY id", &[])?,
                tx.select::<BallotRevision>("1 = 1 ORDER BY id", &[])?,
            ))
        })?;
        let mut of_poll: BTreeMap<Id, Vec<&[Selection]>> = BTreeMap::new();
        for ballot in &ballots {
            if let Some(selections) = ballot.counted() {
                of_poll.entry(ballot.poll).or_default().push(selections);
            }
        }
        let mut counted: BTreeMap<Id, (i64, i64)> = BTreeMap::new();
        for poll in &polls {
            let recount: Delta = tally(&poll.method, of_poll.remove(&poll.id).unwrap_or_default());
            counted.extend(recount.options);
        }
        for tally in &tallies {
            figures.tallies_total += 1;
            let recount = counted.get(&tally.id).copied().unwrap_or_default();
            if recount == (tally.ballots, tally.score) {
                figures.tallies_matched += 1;
            } else {
                tell(&format!("MISCOUNTED: option {}: {recount:?} recounted, {tally:?}", tally.id));
            }
        }
        let of_revisions: i64 = ballots.iter().map(|ballot| ballot.revision).sum();
        let revisions = i64::try_from(revisions.len())?;
        figures.duplicates += usize::try_from((revisions - of_revisions).abs())?;
        Ok(())
    }

    /// Holds every counter of the stock against the journal of each unit and against the orders that hold units,
    /// and looks for what the driver brought back from the road.
    pub(crate) fn goods(&self, figures: &mut Figures) -> Result<(), Failure> {
        let (levels, lines, proofs, reviews) = self.read(|sql| {
            let mut unwatched = Unwatched;
            let mut tx = Tx::new(sql, Hubbub.tables(), &mut unwatched);
            let mut levels = Vec::new();
            for level in tx.select::<StockLevel>("1 = 1 ORDER BY id", &[])? {
                let movements = ledger::journal(&mut tx, level.hub, level.product)?;
                levels.push((level, movements));
            }
            Ok((
                levels,
                tx.select::<OrderLine>("1 = 1 ORDER BY id", &[])?,
                tx.select::<ProofRecord>("received_at IS NOT NULL ORDER BY id", &[])?,
                tx.select::<ReviewItem>("1 = 1 ORDER BY id", &[])?,
            ))
        })?;
        for (level, movements) in &levels {
            figures.shelves += 1;
            let sound = journal::check(0, movements, &level.level());
            let held = lines.iter().filter(|line| line.hub == level.hub && line.product == level.product);
            let held: i64 = held.map(|line| line.reserved).sum();
            if sound.is_err() || held != level.reserved || level.reserved > level.on_hand {
                figures.oversold += 1;
                tell(&format!("OVERSOLD: {level:?}: {sound:?}, orders hold {held}"));
            }
        }
        figures.proofs += proofs.len();
        let kept = reviews.iter().filter(|review| review.why == Why::StopCancelled).count();
        tell(&format!(
            "{} shelves add up; {} proofs of delivery arrived, {kept} from a stop that was cancelled meanwhile.",
            figures.shelves,
            proofs.len()
        ));
        Ok(())
    }
}
