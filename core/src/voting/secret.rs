//! Secret ballots: who has voted and what was chosen stand in two tables that nothing links.
//!
//! `submission` says that a person has voted and is all that the person's devices and the idempotency record
//! know. `secret_ballot` is the server's alone: a choice under a key made of the poll and of a salt that only the
//! voter's device knew, in the order of those keys, without person, time, device or call. Counts are made when
//! the result is published and not before, so that no running figure tells whose vote moved it.
//!
//! Who could still link the two: somebody who reads the server's memory or its write-ahead log while the vote
//! arrives, somebody who holds the voter's device before the server has answered, and everybody where all
//! ballots of a poll are the same. The outbox forgets the choice with the server's answer
//! ([`crate::sync::rules::Domain::forgets`]).

use super::count;
use super::method::Selection;
use super::model::{OptionTally, Poll, PollTally, Submission};
use super::tally;
use crate::call::Stop;
use crate::check::Check;
use crate::id::Id;
use crate::refusal::Code;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Hexadecimal digits of a ballot's salt: 128 random bits.
pub const SALT_LEN: usize = 32;

/// Marks the voter as one who has voted.
pub(super) fn submit(tx: &mut Tx<'_>, poll: &Poll, voter: Id, salt: &str) -> Result<(), Stop> {
    let is_salt = salt.len() == SALT_LEN && salt.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
    Check::new().that(is_salt, "salt", "malformed").done()?;
    let submission = Submission { id: Submission::id_of(poll.id, voter), poll: poll.id, voter };
    if tx.insert(&submission)? { Ok(()) } else { Err(Code::ConflictDoubleVote.into()) }
}

/// Keeps the choice, apart from who made it.
pub(super) fn settle(tx: &mut Tx<'_>, poll: Id, selections: &[Selection], salt: &str) -> Result<(), Stop> {
    let poll: Poll = tx.get(poll)?.ok_or(Code::NotFound)?;
    let key = Id::named("secret ballot", &format!("{} {salt}", poll.id));
    let selections = serde_json::to_string(selections).map_err(|error| Fault::Bug(error.to_string()))?;
    let written = tx.execute(
        "INSERT INTO secret_ballot (poll_id, ballot_key, selections) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        &[poll.id.into(), key.into(), Value::from(selections)],
    )?;
    Check::new().that(written == 1, "salt", "out_of_range").done()?;
    if poll.frozen { Ok(()) } else { Ok(tx.put(&Poll { frozen: true, ..poll })?) }
}

/// The ballots of a poll, in no order that tells anything.
pub(super) fn ballots(tx: &mut Tx<'_>, poll: Id) -> Result<Vec<Vec<Selection>>, Fault> {
    let text = "SELECT selections FROM secret_ballot WHERE poll_id = ? ORDER BY ballot_key";
    let texts = tx.query(text, &[poll.into()], |row| Ok(row.text(0)?.to_owned()))?;
    let read = |text: &String| serde_json::from_str(text).map_err(|error| Fault::Shape(error.to_string()));
    texts.iter().map(read).collect()
}

/// Counts a secret poll, for its result.
pub(super) fn count(tx: &mut Tx<'_>, poll: &Poll, now: Timestamp) -> Result<(), Fault> {
    let ballots = ballots(tx, poll.id)?;
    let counted = count::tally(&poll.method, ballots.iter().map(Vec::as_slice));
    let electorate = tally::electorate(tx, poll, now)?;
    tx.put(&PollTally {
        id: poll.id,
        version: counted.cast,
        cast_count: counted.cast,
        blank_count: counted.blank,
        electorate,
        as_of: poll.closes_at,
    })?;
    for (&option, &(ballots, score)) in &counted.options {
        tx.put(&OptionTally { id: option, poll: poll.id, ballots, score })?;
    }
    Ok(())
}
