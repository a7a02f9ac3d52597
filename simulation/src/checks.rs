//! The promises, checked after every step: on the server after each commit, on a device after each
//! change, everywhere at the end.

use std::collections::{BTreeMap, BTreeSet};

use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, Tables, Value};
use hubbub_core::sync::digest::{self, Digests};
use hubbub_core::sync::outbox::{self, Entry, State};
use hubbub_core::sync::protocol::{Outcome, Reply, Request, Upload};
use hubbub_core::sync::{predict, rules::Domain};
use hubbub_core::voting::command::Command as Voting;

use crate::product::Executed;
use crate::store::probe;
use crate::trace::{Checked, Violation, demand};
use crate::world::World;

const fn is_final(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Applied { .. } | Outcome::Refused(_) | Outcome::Discarded)
}

fn went_wrong(outcome: Option<&Outcome>) -> bool {
    matches!(outcome, Some(Outcome::Refused(_) | Outcome::Discarded))
}

fn number(sql: &mut dyn Sql, text: &str, params: &[Value]) -> Result<i64, Fault> {
    Ok(sql.first(text, params, |row| row.int(0))?.unwrap_or_default())
}

impl World {
    /// Each call has its one verdict, and nothing goes through without what it depends on.
    pub(crate) fn check_verdicts(&mut self, request: &Request) -> Checked {
        for upload in &request.uploads {
            let id = upload.id();
            let outcome = self.host.verdict(id)?;
            let outcome = outcome.ok_or_else(|| {
                Violation::new("S1 one verdict", format!("call {id} was decided without a verdict"))
            })?;
            let known = self.book.history.verdicts.get(&id);
            if let Some(known) = known.filter(|known| is_final(known)) {
                demand(*known == outcome, "S1 one verdict", || {
                    format!("call {id}: {known:?}, now {outcome:?}")
                })?;
                continue;
            }
            if let (Upload::Call(call), Outcome::Applied { .. }) = (upload, &outcome) {
                let verdicts = &self.book.history.verdicts;
                let broken = call.depends_on.iter().find(|id| went_wrong(verdicts.get(id)));
                demand(broken.is_none(), "S1 dependencies", || {
                    format!("call {id} went through without {broken:?}")
                })?;
            }
            if matches!(outcome, Outcome::Discarded) {
                let given_up = self.book.told.get(&id).is_none_or(|told| told.is_discarded);
                demand(given_up, "S6 nothing vanishes", || format!("call {id} was given up by nobody"))?;
            }
            if let Some(told) = self.book.told.get_mut(&id) {
                told.was_refused |= matches!(outcome, Outcome::Refused(_) | Outcome::Discarded);
            }
            self.book.history.verdicts.insert(id, outcome);
        }
        Ok(())
    }

    /// What was executed was so once, in time, by whom it was allowed, and is counted right.
    pub(crate) fn check_executed(&mut self) -> Checked {
        let log = self.host.server.domain.take_log();
        let mut polls = BTreeSet::new();
        for done in &log {
            self.book.history.executed(done, self.now)?;
            let outcome = self.host.verdict(done.id)?;
            let applied = matches!(outcome, Some(Outcome::Applied { .. }));
            demand(applied, "S7 no effect without cause", || format!("call {}: {outcome:?}", done.id))?;
            if let Some(outcome) = outcome {
                self.book.history.verdicts.insert(done.id, outcome);
            }
            polls.extend(self.check_vote(done)?);
        }
        let position = "SELECT CAST(value AS INTEGER) FROM server_meta WHERE name = 'position'";
        let position = self.host.read(|sql| number(sql, position, &[]))?;
        let applied = self.book.history.applied();
        demand(usize::try_from(position) == Ok(applied), "S7 no effect without cause", || {
            format!("{applied} calls were executed, the server counts {position}")
        })?;
        polls.into_iter().try_for_each(|poll| self.check_tally(poll))
    }

    /// A ballot came while its poll was open, by the server's clock; the poll.
    fn check_vote(&self, done: &Executed) -> Result<Option<Id>, Violation> {
        let Command::Voting(command) = &done.command else { return Ok(None) };
        let (Voting::Cast { poll, .. } | Voting::Change { poll, .. } | Voting::Withdraw { poll, .. }) =
            command
        else {
            return Ok(None);
        };
        let text = "SELECT opens_at, closes_at, grace_ms FROM poll WHERE id = ?";
        let found = self.host.read(|sql| {
            sql.first(text, &[(*poll).into()], |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)))
        })?;
        let (opens, closes, grace) =
            found.ok_or_else(|| Violation::new("V1 ballots", format!("a vote in no poll {poll}")))?;
        let (at, seen, now) = (done.at.0, done.seen.0, done.now.0);
        // Within the grace, of a device that had heard the server's time while the poll was open.
        let late = opens <= seen && at < closes && now < closes + grace;
        let in_time = opens <= now && (now < closes || late);
        demand(in_time, "V1 ballots", || {
            format!(
                "call {} of {at}, seen {seen}, at {now}, open {opens} to {closes} and {grace} ms",
                done.id
            )
        })?;
        Ok(Some(*poll))
    }

    /// The running count is the recount; a voter has one ballot, with all its versions.
    fn check_tally(&self, poll: Id) -> Checked {
        let text = "SELECT
            coalesce((SELECT cast_count FROM poll_tally WHERE id = ?1), 0)
              - (SELECT count(*) FROM ballot WHERE poll = ?1 AND withdrawn = 0),
            coalesce((SELECT blank_count FROM poll_tally WHERE id = ?1), 0)
              - (SELECT count(*) FROM ballot WHERE poll = ?1 AND withdrawn = 0 AND selections = '[]'),
            (SELECT coalesce(sum(abs(coalesce(t.ballots, 0) - (SELECT count(*) FROM ballot b WHERE b.poll = ?1
                AND b.withdrawn = 0 AND b.selections LIKE '%' || o.id || '%'))), 0)
              FROM poll_option o LEFT JOIN option_tally t ON t.id = o.id WHERE o.poll = ?1),
            (SELECT count(*) FROM ballot b WHERE b.poll = ?1 AND b.revision <>
                (SELECT count(*) FROM ballot_revision r WHERE r.ballot = b.id)),
            (SELECT count(*) FROM ballot b WHERE b.poll = ?1 GROUP BY b.voter HAVING count(*) > 1)";
        let off = self.host.read(|sql| {
            sql.first(text, &[poll.into()], |row| {
                Ok((
                    row.int(0)?,
                    row.int(1)?,
                    row.int(2)?,
                    row.int(3)?,
                    row.values.get(4).is_some_and(|v| v.kind() != "nothing"),
                ))
            })
        })?;
        demand(off == Some((0, 0, 0, 0, false)), "V1 tally equals a recount", || {
            format!("poll {poll} is off by {off:?} (cast, blank, options, versions, two ballots)")
        })
    }

    /// After a restart the server still knows every verdict that it gave.
    pub(crate) fn check_kept(&self) -> Checked {
        let text = "SELECT call_id, outcome FROM verdict";
        let kept: BTreeMap<String, String> = self
            .host
            .read(|sql| sql.all(text, &[], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))))?
            .into_iter()
            .collect();
        for (id, outcome) in &self.book.history.verdicts {
            let found = kept.get(&id.to_string()).and_then(|text| serde_json::from_str::<Outcome>(text).ok());
            demand(found.as_ref() == Some(outcome), "D2 acknowledged is durable", || {
                format!("call {id}: {outcome:?} was told, {found:?} is known")
            })?;
        }
        Ok(())
    }

    /// The index of changes is in order, and the indexes agree with the rows.
    pub(crate) fn check_server(&self) -> Checked {
        let (beyond, twice) = self.host.read(|sql| {
            let beyond = "SELECT count(*) FROM change_index c LEFT JOIN scope_head h ON h.scope = c.scope
                WHERE h.seq IS NULL OR c.seq > h.seq";
            let twice =
                "SELECT count(*) FROM (SELECT 1 FROM change_index GROUP BY scope, seq HAVING count(*) > 1)";
            Ok((number(sql, beyond, &[])?, number(sql, twice, &[])?))
        })?;
        demand((beyond, twice) == (0, 0), "S5 numbers of changes", || {
            format!("{beyond} changes lie beyond their head, {twice} numbers came twice")
        })?;
        let misplaced = self.host.read(|sql| digest::misplaced(sql, self.host.server.domain.tables()))?;
        demand(misplaced.is_empty(), "S9 scope", || format!("the index is wrong about {misplaced:?}"))
    }

    /// With something to say and nobody asked, a device has a time for its next try.
    pub(crate) fn check_wedge(&self, phone: usize) -> Checked {
        let here = &self.phones[phone];
        let waits = here.asking.is_none() && here.wake_at.is_none();
        demand(!waits || here.request()?.uploads.is_empty(), "L2 no wedge", || {
            format!("phone {phone} has something to say and no time for it")
        })
    }

    /// A device is whole: its outbox, its calls, and (on a close look) its rows.
    pub(crate) fn check_phone(&mut self, phone: usize, look: bool) -> Checked {
        let (entries, refused) =
            self.phones[phone].read(|sql| Ok((outbox::all(sql)?, outbox::refused(sql)?)))?;
        self.check_outbox(phone, &entries)?;
        let known: BTreeSet<Id> = entries.iter().map(|entry| entry.call.id).collect();
        let told: BTreeSet<Id> = refused.iter().map(|refused| refused.id).collect();
        let open = self.book.open.entry(phone).or_default();
        let gone: Vec<Id> =
            open.iter().filter(|id| !known.contains(id) && !told.contains(id)).copied().collect();
        for id in gone {
            let verdict = self.book.history.verdicts.get(&id);
            let is_done = match verdict {
                Some(Outcome::Applied { .. }) => true,
                Some(Outcome::Discarded) => self.book.told.get(&id).is_some_and(|told| told.is_discarded),
                _ => false,
            };
            demand(is_done, "S6 nothing vanishes", || {
                format!("phone {phone} forgot call {id}: {verdict:?}")
            })?;
            self.book.open.entry(phone).or_default().remove(&id);
        }
        if look { self.look_closely(phone) } else { Ok(()) }
    }

    /// Numbers without gaps, digests that chain, no call twice.
    fn check_outbox(&self, phone: usize, entries: &[Entry]) -> Checked {
        let (last, high) = self.phones[phone].read(|sql| {
            let text = "SELECT CAST(value AS INTEGER) FROM client_meta WHERE name = ?";
            Ok((number(sql, text, &["last_number".into()])?, number(sql, text, &["high_water".into()])?))
        })?;
        let above =
            entries.iter().filter(|entry| i64::try_from(entry.call.number).is_ok_and(|n| n > high)).count();
        // A server that lost its past asks for numbers that are gone: the device takes another id then.
        let whole =
            self.has_lost_past || i64::try_from(above).is_ok_and(|above| above == (last - high).max(0));
        demand(whole, "S4 order of a device", || {
            format!("phone {phone} has {above} calls above {high}, its last is {last}")
        })?;
        for pair in entries.windows(2) {
            let [one, next] = pair else { continue };
            let follows = next.call.number > one.call.number + 1
                || (next.call.number == one.call.number + 1
                    && next.upload().chained(one.digest) == next.digest);
            demand(follows, "S4 order of a device", || {
                format!("phone {phone}: call {} does not follow on {}", next.call.number, one.call.number)
            })?;
        }
        let ids: BTreeSet<Id> = entries.iter().map(|entry| entry.call.id).collect();
        demand(ids.len() == entries.len(), "S1 one verdict", || format!("phone {phone} has a call twice"))
    }

    /// What is shown is what the server confirmed with the waiting calls on top, and lies in the scopes.
    fn look_closely(&mut self, phone: usize) -> Checked {
        let here = &self.phones[phone];
        let (shown, again) = probe(here.database()?, |sql| {
            let shown = digest::shown(sql, here.device.domain.tables())?;
            here.device.resume(sql)?;
            Ok((shown, digest::shown(sql, here.device.domain.tables())?))
        })?;
        demand(shown == again, "S2 view is replay of base and queue", || {
            format!("phone {phone} shows something else than a replay: {}", difference(&shown, &again))
        })?;
        let outside = probe(here.database()?, |sql| {
            predict::rewind_all(sql)?;
            let mut outside = Vec::new();
            for table in here.device.domain.tables() {
                let text = format!(
                    "SELECT t.id FROM {} t WHERE NOT EXISTS (SELECT 1 FROM held h JOIN scope_cursor s
                     ON s.number = h.scope WHERE h.tbl = ? AND h.id = t.id)",
                    table.name
                );
                outside.extend(sql.all(&text, &[table.name.into()], |row| {
                    Ok(format!("{} {}", table.name, row.text(0)?))
                })?);
            }
            Ok(outside)
        })?;
        demand(outside.is_empty(), "S9 scope", || format!("phone {phone} holds what it may not: {outside:?}"))
    }

    /// A device that has everything of a cut holds exactly what the server had then.
    pub(crate) fn check_cut(&mut self, phone: usize, reply: &Reply, expected: &Digests) -> Checked {
        let here = &self.phones[phone];
        let held: BTreeSet<(String, i64, i64)> = here
            .read(|sql| {
                sql.all("SELECT scope, cursor, target FROM scope_cursor", &[], |row| {
                    Ok((row.text(0)?.to_owned(), row.int(1)?, row.int(2)?))
                })
            })?
            .into_iter()
            .collect();
        let heads = reply.heads.iter().map(|head| {
            let seq = i64::try_from(head.seq).unwrap_or(i64::MAX);
            (head.scope.as_str().to_owned(), seq, seq)
        });
        let epoch = here.request()?.epoch;
        if held != heads.collect() || epoch != Some(reply.epoch) {
            return Ok(());
        }
        let base = probe(here.database()?, |sql| {
            predict::rewind_all(sql)?;
            digest::shown(sql, here.device.domain.tables())
        })?;
        let expected = &known(expected, here.device.domain.tables());
        demand(base == *expected, "S5 checkpoints are exact", || {
            format!("phone {phone} differs from the cut it has: {}", difference(&base, expected))
        })
    }

    /// At the end: nothing waits, and the device shows what the server would.
    pub(crate) fn check_same_as_server(&self, phone: usize) -> Checked {
        let here = &self.phones[phone];
        let entries = here.read(outbox::all)?;
        let waiting = entries.iter().find(|entry| entry.state != State::Kept);
        demand(waiting.is_none(), "L1 converges in time", || format!("phone {phone} still has {waiting:?}"))?;
        let user = here.device.user;
        let expected = self.host.read(|sql| digest::expected(sql, &self.host.server, user))?;
        let expected = known(&expected, here.device.domain.tables());
        let shown = here.read(|sql| digest::shown(sql, here.device.domain.tables()))?;
        demand(shown == expected, "S3 convergence", || {
            format!("phone {phone} differs from the server: {}", difference(&shown, &expected))
        })
    }
}

/// What a version with these tables can show of it.
fn known(digests: &Digests, tables: Tables) -> Digests {
    let is_known = |name: &str| tables.iter().any(|table| table.name == name);
    digests.iter().filter(|(name, _)| is_known(name)).map(|(name, sum)| (name.clone(), sum.clone())).collect()
}

/// The tables that differ, with how many rows each has.
fn difference(one: &Digests, other: &Digests) -> String {
    let tables: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let rows = |digests: &Digests, table: &String| digests.get(table).map_or(0, |(rows, _)| *rows);
    let differing = tables.into_iter().filter(|table| one.get(*table) != other.get(*table));
    differing
        .map(|table| format!("{table} {}/{}", rows(one, table), rows(other, table)))
        .collect::<Vec<_>>()
        .join(", ")
}
