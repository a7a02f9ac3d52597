//! What people do with polls: write, open, vote, close the book.

use serde::{Deserialize, Serialize};

pub use super::ending::due;
use super::method::{BallotFault, Selection, check_ballot};
use super::model::{Ballot, Poll, PollOption, Resolution, Status};
pub use super::setup::{GRACE_MS_MAX, OPTIONS_MAX, OptionTerms, PollChanges, PollTerms};
use super::{ending, result, runoff, secret, setup, tally};
use crate::access::{Access, Permission};
use crate::call::{Call, Stop};
use crate::check::Check;
use crate::content::model::Item;
use crate::id::Id;
use crate::planted::{Bug, is_on};
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Tx, Value};
use crate::time::Timestamp;

/// Ballots in one [`Command::ImportBallots`] at most: a few milliseconds of work, so that people's
/// votes do not wait behind an import.
pub const BALLOTS_PER_IMPORT_MAX: usize = 100;

/// A change of a poll, or a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Write a draft.
    CreatePoll {
        /// Its id.
        poll: Id,
        /// Whose it is.
        community: Id,
        /// The question and the rules.
        terms: PollTerms,
        /// What there is to choose, in order.
        options: Vec<OptionTerms>,
        /// Who wrote it; the server's own jobs only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<Id>,
    },
    /// Change it: anything before the first ballot, then only the words and a later end.
    EditPoll {
        /// The poll.
        poll: Id,
        /// What is new about it.
        changes: PollChanges,
    },
    /// Announce it: it opens and closes by the clock.
    Schedule {
        /// The poll.
        poll: Id,
    },
    /// Call it off. A draft is gone then.
    Cancel {
        /// The poll.
        poll: Id,
    },
    /// Vote.
    Cast {
        /// The poll.
        poll: Id,
        /// The choice; empty for a blank ballot.
        selections: Vec<Selection>,
    },
    /// Vote in a secret poll: once, for good.
    CastSecret {
        /// The poll.
        poll: Id,
        /// The choice; empty for a blank ballot.
        selections: Vec<Selection>,
        /// Drawn by the device for this ballot alone, [`secret::SALT_LEN`] hexadecimal digits: without it nobody
        /// can try out which choice a digest stands for.
        salt: String,
    },
    /// Put another choice in place of the one that stands.
    Change {
        /// The poll.
        poll: Id,
        /// The revision of the ballot that the voter was looking at.
        base_revision: i64,
        /// The choice; empty for a blank ballot.
        selections: Vec<Selection>,
    },
    /// Take the vote back.
    Withdraw {
        /// The poll.
        poll: Id,
        /// The revision of the ballot that the voter was looking at.
        base_revision: i64,
    },
    /// Decide the poll and publish its result, once no vote can come any more.
    PublishResult {
        /// The poll.
        poll: Id,
    },
    /// Let a poll between the tied options decide a tie.
    RunOff {
        /// The poll with the tie.
        poll: Id,
        /// The id of the new poll.
        runoff: Id,
        /// When the new poll opens.
        opens_at: Timestamp,
        /// When the new poll closes.
        closes_at: Timestamp,
    },
    /// Let all tied options win.
    AdoptTied {
        /// The poll with the tie.
        poll: Id,
    },
    /// Tell its author that no vote can come any more; asked for by the clock.
    AnnounceEnd {
        /// The poll.
        poll: Id,
    },
    /// Bring in ballots of another system. A later ballot of the same voter replaces an earlier one.
    ImportBallots {
        /// The poll.
        poll: Id,
        /// The ballots, at most [`BALLOTS_PER_IMPORT_MAX`].
        ballots: Vec<ImportedBallot>,
    },
}

/// A ballot of another system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportedBallot {
    /// Who cast it.
    pub voter: Id,
    /// When; it must lie in the poll's window.
    pub at: Timestamp,
    /// The choice; empty for a blank ballot.
    pub selections: Vec<Selection>,
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::CreatePoll { .. }
            | Self::EditPoll { .. }
            | Self::Schedule { .. }
            | Self::Cancel { .. }
            | Self::RunOff { .. }
            | Self::AdoptTied { .. }
            | Self::PublishResult { .. } => Permission::RunPolls,
            Self::Cast { .. } | Self::CastSecret { .. } | Self::Change { .. } | Self::Withdraw { .. } => {
                Permission::Vote
            }
            Self::ImportBallots { .. } => Permission::ImportBallots,
            Self::AnnounceEnd { .. } => Permission::KeepTime,
        }
    }

    const fn poll(&self) -> Id {
        match self {
            Self::CreatePoll { poll, .. }
            | Self::EditPoll { poll, .. }
            | Self::Schedule { poll }
            | Self::Cancel { poll }
            | Self::Cast { poll, .. }
            | Self::CastSecret { poll, .. }
            | Self::RunOff { poll, .. }
            | Self::AdoptTied { poll }
            | Self::Change { poll, .. }
            | Self::Withdraw { poll, .. }
            | Self::PublishResult { poll }
            | Self::AnnounceEnd { poll }
            | Self::ImportBallots { poll, .. } => *poll,
        }
    }
}

/// Decides a call and writes its effect, on devices and on the server alike.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn execute(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let access = Access::load(tx, call.actor)?;
    if let Command::CreatePoll { poll, community, terms, options, author } = call.command {
        access.require(call.command.permission(), *community, terms.hub)?;
        let author = access.author(*author)?;
        let poll = terms.poll(*poll, *community, author, call.now);
        return setup::create(tx, &access, &poll, options);
    }
    let poll: Poll = access.see(tx, call.command.poll())?;
    access.require(call.command.permission(), poll.community, poll.hub)?;
    match call.command {
        Command::CreatePoll { .. } => Ok(()),
        Command::EditPoll { changes, .. } => setup::edit(tx, &access, poll, changes, call.now),
        Command::Schedule { .. } => setup::schedule(tx, &access, poll, call.now),
        Command::Cancel { .. } => setup::cancel(tx, poll),
        Command::CastSecret { selections, salt, .. } => {
            may_vote(tx, &access, call, &poll, true)?;
            fits(tx, &poll, selections, "selections")?;
            secret::submit(tx, &poll, call.actor.person()?, salt)
        }
        Command::RunOff { runoff, opens_at, closes_at, .. } => {
            let author = access.author(None)?;
            runoff::open(
                tx,
                &poll,
                runoff::Next { id: *runoff, opens_at: *opens_at, closes_at: *closes_at, author },
                call.now,
            )
        }
        Command::AdoptTied { .. } => runoff::tie(tx, &poll).map(drop),
        Command::Cast { selections, .. } => {
            let ballot = may_vote(tx, &access, call, &poll, false)?;
            if ballot.as_ref().is_some_and(|ballot| !ballot.withdrawn) {
                return Err(Code::ConflictDoubleVote.into());
            }
            fits(tx, &poll, selections, "selections")?;
            let revision = ballot.map_or(0, |ballot| ballot.revision);
            write(tx, &poll, call, revision, Some(selections))
        }
        Command::Change { base_revision, selections, .. } => {
            let ballot = may_vote(tx, &access, call, &poll, false)?;
            let ballot = standing(&poll, ballot, *base_revision)?;
            fits(tx, &poll, selections, "selections")?;
            write(tx, &poll, call, ballot.revision, Some(selections))
        }
        Command::Withdraw { base_revision, .. } => {
            let ballot = may_vote(tx, &access, call, &poll, false)?;
            let ballot = standing(&poll, ballot, *base_revision)?;
            write(tx, &poll, call, ballot.revision, None)
        }
        Command::PublishResult { .. } => match poll.status {
            Status::Scheduled => Ok(()),
            Status::Draft | Status::Cancelled | Status::Published => Err(Code::InvalidState.into()),
        },
        Command::AnnounceEnd { .. } => ending::may_announce(&poll, call.now),
        Command::ImportBallots { ballots, .. } => may_import(tx, &poll, ballots, call.now),
    }
}

/// What lies beyond the actor's sight: the counts and the result.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn settle(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    match call.command {
        Command::Cast { poll, .. } | Command::Change { poll, .. } | Command::Withdraw { poll, .. } => {
            tally::settle_vote(tx, *poll, call.actor.person()?, call.now)
        }
        Command::CastSecret { poll, selections, salt } => secret::settle(tx, *poll, selections, salt),
        Command::RunOff { poll, runoff, .. } => {
            runoff::settle(tx, *poll, Resolution::RunOff { poll: *runoff })
        }
        Command::AdoptTied { poll } => runoff::settle(tx, *poll, Resolution::AdoptedAll),
        Command::ImportBallots { poll, ballots } => tally::settle_import(tx, *poll, ballots, call.now),
        Command::PublishResult { poll } => result::settle_publish(tx, *poll, call.now),
        Command::AnnounceEnd { poll } => ending::settle(tx, call.id, *poll, call.now),
        Command::CreatePoll { .. }
        | Command::EditPoll { .. }
        | Command::Schedule { .. }
        | Command::Cancel { .. } => Ok(()),
    }
}

/// Whether the voter may act on their ballot now; the ballot, if there is one. What only a clock says
/// no to comes last, so that a device tells at once what no clock can change.
fn may_vote(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    poll: &Poll,
    secretly: bool,
) -> Result<Option<Ballot>, Stop> {
    let is_off = matches!(poll.status, Status::Draft | Status::Cancelled);
    if is_off || poll.secret != secretly || !is_item_public(tx, access, poll)? {
        return Err(Code::InvalidState.into());
    }
    if !access.member(poll.community).is_some_and(|member| poll.is_electorate(member)) {
        return Err(Code::NotInElectorate.into());
    }
    if !is_on(Bug::LateVote) {
        poll.takes_vote(call.at, call.seen, call.now)?;
    }
    Ok(tx.get(Ballot::id_of(poll.id, call.actor.person()?))?)
}

fn is_item_public(tx: &mut Tx<'_>, access: &Access, poll: &Poll) -> Result<bool, Stop> {
    let Some(item) = poll.item else { return Ok(true) };
    Ok(access.find::<Item>(tx, item)?.is_some_and(|item| item.is_public()))
}

/// The ballot, if it is the one that the voter was looking at and can still change.
fn standing(poll: &Poll, ballot: Option<Ballot>, base_revision: i64) -> Result<Ballot, Stop> {
    let ballot = ballot.ok_or(Code::NotFound)?;
    if ballot.revision != base_revision {
        let revision = Param::Number(ballot.revision);
        return Err(Refusal::new(Code::Superseded).with("revision", revision).into());
    }
    if ballot.withdrawn || !poll.changeable {
        return Err(Code::InvalidState.into());
    }
    Ok(ballot)
}

fn fits(tx: &mut Tx<'_>, poll: &Poll, selections: &[Selection], field: &str) -> Result<(), Stop> {
    let options = tx.select::<PollOption>("poll = ? ORDER BY position, id", &[Value::from(poll.id)])?;
    let candidates: Vec<_> = options.iter().map(PollOption::candidate).collect();
    check_ballot(&poll.method, &candidates, selections, poll.blank_allowed)
        .map_err(|fault| Refusal::new(Code::BallotInvalid).field(field, fault.word()).into())
}

/// Writes the next version of the voter's ballot; `None` takes it back.
fn write(
    tx: &mut Tx<'_>,
    poll: &Poll,
    call: &Call<&Command>,
    revision: i64,
    selections: Option<&[Selection]>,
) -> Result<(), Stop> {
    let voter = call.actor.person()?;
    let ballot = Ballot {
        id: Ballot::id_of(poll.id, voter),
        poll: poll.id,
        voter,
        selections: selections.unwrap_or_default().to_vec(),
        revision: revision.saturating_add(1),
        cast_at: call.at,
        withdrawn: selections.is_none(),
    };
    tx.put(&ballot)?;
    if !is_on(Bug::VersionForgotten) {
        tx.put(&ballot.version())?;
    }
    Ok(())
}

fn may_import(tx: &mut Tx<'_>, poll: &Poll, ballots: &[ImportedBallot], now: Timestamp) -> Result<(), Stop> {
    // Into a draft too: an import shows its poll when the last ballot is in.
    if !matches!(poll.status, Status::Draft | Status::Scheduled) || poll.secret {
        return Err(Code::InvalidState.into());
    }
    let fits_one_call = (1..=BALLOTS_PER_IMPORT_MAX).contains(&ballots.len());
    Check::new().that(fits_one_call, "ballots", "out_of_range").done()?;
    let options = tx.select::<PollOption>("poll = ? ORDER BY position, id", &[Value::from(poll.id)])?;
    let candidates: Vec<_> = options.iter().map(PollOption::candidate).collect();
    for (place, ballot) in ballots.iter().enumerate() {
        let in_window = poll.opens_at <= ballot.at && ballot.at < poll.closes_at && ballot.at <= now;
        Check::new().that(in_window, &format!("ballots.{place}.at"), "out_of_range").done()?;
        match check_ballot(&poll.method, &candidates, &ballot.selections, poll.blank_allowed) {
            // It was counted so where it was cast: a fact, not a claim.
            Ok(()) | Err(BallotFault::OptionTwice) => {}
            Err(fault) => {
                let field = format!("ballots.{place}.selections");
                return Err(Refusal::new(Code::BallotInvalid).field(&field, fault.word()).into());
            }
        }
    }
    Ok(())
}
