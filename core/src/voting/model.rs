//! The poll and its options, ballots and counts: what they hold, who may see them, and when a poll
//! takes votes from whom.

use serde::{Deserialize, Serialize};

use super::method::{Candidate, Method, Selection};
use super::outcome::{Outcome, OutcomeRule};
use crate::community::model::Member;
use crate::i18n::Words;
use crate::id::Id;
use crate::refusal::{Code, Param, Refusal};
use crate::scope::Scope;
use crate::store::{Child, Entity, Fault, Tx, Value};
use crate::time::Timestamp;

/// Where a poll stands by decisions of people. Whether it is open is a function of the clock: see
/// [`Poll::phase`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written; seen by those who run polls.
    Draft,
    /// Announced: it opens and closes by itself.
    Scheduled,
    /// Called off.
    Cancelled,
    /// Its result is published.
    Published,
}

/// Where a poll stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Being written.
    Draft,
    /// Announced, not open yet.
    Scheduled,
    /// Taking votes.
    Open,
    /// Over; the result is not published yet.
    Closed,
    /// Over, with its result.
    ResultPublished,
    /// Called off.
    Cancelled,
}

/// Who sees the running count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultMode {
    /// Everybody in the community, at once.
    Live,
    /// Those whose vote stands; everybody once the result is published.
    AfterMyVote,
    /// Nobody until the result is published.
    AfterClose,
}

/// A question with options, and how votes on it count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub community: Id,
    /// The hub whose members vote; NULL: the whole community.
    pub hub: Option<Id>,
    /// The item it is about, as "I'd join"; it takes votes only while that is published.
    pub item: Option<Id>,
    /// Where it stands.
    pub status: Status,
    /// Whether a ballot was ever accepted: from then on the rules stay as they are.
    pub frozen: bool,
    /// The question.
    pub title: Words,
    /// More about it.
    pub description: Words,
    /// How a ballot is filled in.
    pub method: Method,
    /// How it is decided; stated before it opens.
    pub outcome: OutcomeRule,
    /// ISO 4217, for polls about money.
    pub currency: Option<String>,
    /// Whether an empty ballot may be cast.
    pub blank_allowed: bool,
    /// Whether a vote can be changed and withdrawn while the poll is open.
    pub changeable: bool,
    /// Takes votes from this moment on.
    pub opens_at: Timestamp,
    /// Takes votes until just before this moment.
    pub closes_at: Timestamp,
    /// How long after closing a vote made before it may still arrive.
    pub grace_ms: i64,
    /// Percent of the electorate whose ballots the result needs.
    pub quorum_pct: u32,
    /// Whether those who joined after the opening vote too.
    pub later_joiners: bool,
    /// Who sees the running count.
    pub result_mode: ResultMode,
    /// Whether the owner accepts that a count shown after voting sways votes that can still change.
    pub bias_accepted: bool,
    /// Whether nobody but the voter learns what was chosen; see [`super::secret`].
    pub secret: bool,
    /// The poll whose tie this one decides; NULL: none.
    pub runoff_of: Option<Id>,
    /// Who wrote it; NULL for the server itself.
    pub author: Option<Id>,
    /// When it was written.
    pub created_at: Timestamp,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollOption {
    /// Its id.
    pub id: Id,
    /// The poll.
    pub poll: Id,
    /// The item it stands for; its words are the item's unless it has a title.
    pub item: Option<Id>,
    /// Its words; empty when it stands for an item.
    pub title: Words,
    /// What it costs in minor units; 0 where money plays no part.
    pub cost_minor: i64,
    /// Its place in the list, from 0.
    pub position: u32,
}

/// What one voter has cast in a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// See [`Ballot::id_of`].
    pub id: Id,
    /// The poll.
    pub poll: Id,
    /// The voter.
    pub voter: Id,
    /// What the voter chose; empty for a blank ballot.
    pub selections: Vec<Selection>,
    /// 1 for the first cast, one more with each change, withdrawal and new cast.
    pub revision: i64,
    /// When the voter did it.
    pub cast_at: Timestamp,
    /// Whether it was taken back and does not count.
    pub withdrawn: bool,
}

/// One version of a ballot, kept for its voter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotRevision {
    /// See [`BallotRevision::id_of`].
    pub id: Id,
    /// The ballot.
    pub ballot: Id,
    /// The poll.
    pub poll: Id,
    /// The voter.
    pub voter: Id,
    /// Which version, from 1.
    pub revision: i64,
    /// What the voter chose.
    pub selections: Vec<Selection>,
    /// Whether this version took the ballot back.
    pub withdrawn: bool,
    /// When the voter did it.
    pub cast_at: Timestamp,
}

/// That a person has voted in a secret poll: no choice, no time, no device. One-way: it is never taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// See [`Submission::id_of`].
    pub id: Id,
    /// The poll.
    pub poll: Id,
    /// Who has voted.
    pub voter: Id,
}

/// What the owner of a poll made of its tie. Nothing is drawn by lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Resolution {
    /// Another poll between the tied options decides.
    RunOff {
        /// That poll.
        poll: Id,
    },
    /// All tied options win.
    AdoptedAll,
}

/// The running count of a poll. Written by `settle` alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollTally {
    /// The poll's id.
    pub id: Id,
    /// Grows by one with each vote counted.
    pub version: i64,
    /// Ballots that stand, blank ones included.
    pub cast_count: i64,
    /// Blank ballots that stand.
    pub blank_count: i64,
    /// How many could vote; taken at the first ballot.
    pub electorate: i64,
    /// The server's time of the latest vote counted.
    pub as_of: Timestamp,
}

/// The running count of an option. Written by `settle` alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionTally {
    /// The option's id.
    pub id: Id,
    /// The poll.
    pub poll: Id,
    /// Ballots that name it.
    pub ballots: i64,
    /// Its points, see [`super::count::worth`].
    pub score: i64,
}

/// The published result of a poll. Written by `settle` alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollResult {
    /// The poll's id.
    pub id: Id,
    /// Who won, and how it came about.
    pub outcome: Outcome,
    /// Ballots that were needed.
    pub quorum_needed: i64,
    /// Whether they were reached. Without them the outcome binds nobody.
    pub quorum_met: bool,
    /// Ballots that stood, blank ones included.
    pub cast_count: i64,
    /// How many could vote.
    pub electorate: i64,
    /// When it was published.
    pub published_at: Timestamp,
    /// What its owner made of a tie; NULL while nothing.
    pub resolution: Option<Resolution>,
}

impl Ballot {
    /// A voter's one ballot in a poll.
    #[must_use]
    pub fn id_of(poll: Id, voter: Id) -> Id {
        Id::of("ballot", &[poll, voter])
    }

    /// What counts: nothing when it was withdrawn.
    #[must_use]
    pub fn counted(&self) -> Option<&[Selection]> {
        (!self.withdrawn).then_some(self.selections.as_slice())
    }

    /// The history's line about this version.
    #[must_use]
    pub fn version(&self) -> BallotRevision {
        let Self { id: ballot, poll, voter, revision, cast_at, withdrawn, .. } = *self;
        let id = BallotRevision::id_of(ballot, revision);
        BallotRevision {
            id,
            ballot,
            poll,
            voter,
            revision,
            selections: self.selections.clone(),
            withdrawn,
            cast_at,
        }
    }
}

impl Submission {
    /// A voter's one mark in a secret poll.
    #[must_use]
    pub fn id_of(poll: Id, voter: Id) -> Id {
        Id::of("submission", &[poll, voter])
    }
}

impl PollResult {
    /// The winners, tied ones included where all of them were adopted.
    #[must_use]
    pub fn winners(&self) -> Vec<Id> {
        let tied =
            self.outcome.ties.iter().flatten().filter(|_| self.resolution == Some(Resolution::AdoptedAll));
        self.outcome.winners.iter().chain(tied).copied().collect()
    }
}

impl BallotRevision {
    /// The one version of a ballot with a number.
    #[must_use]
    pub fn id_of(ballot: Id, revision: i64) -> Id {
        Id::of("ballot_revision", &[ballot, Id::named("revision", &revision.to_string())])
    }

    /// What counted while it was the latest.
    #[must_use]
    pub fn counted(&self) -> Option<&[Selection]> {
        (!self.withdrawn).then_some(self.selections.as_slice())
    }
}

impl PollOption {
    /// The option as the counting sees it.
    #[must_use]
    pub const fn candidate(&self) -> Candidate {
        Candidate { id: self.id, cost_minor: self.cost_minor, position: self.position }
    }
}

impl Poll {
    /// Where the poll stands at `now`.
    #[must_use]
    pub fn phase(&self, now: Timestamp) -> Phase {
        match self.status {
            Status::Draft => Phase::Draft,
            Status::Cancelled => Phase::Cancelled,
            Status::Published => Phase::ResultPublished,
            Status::Scheduled if now < self.opens_at => Phase::Scheduled,
            Status::Scheduled if now < self.closes_at => Phase::Open,
            Status::Scheduled => Phase::Closed,
        }
    }

    /// From when on no vote can change the count any more.
    #[must_use]
    pub const fn final_at(&self) -> Timestamp {
        self.closes_at.plus(self.grace_ms)
    }

    /// Whether the poll takes a vote that was made at `at` and arrives at `now`: while it is open, or
    /// within the grace when it was made while the poll was open. What a device says of the time is a claim:
    /// within the grace it counts only of a device that had heard the server's time, `seen`, while the poll
    /// was open.
    ///
    /// # Errors
    /// `INVALID_STATE`, `POLL_NOT_OPEN` or `POLL_CLOSED`.
    pub fn takes_vote(&self, at: Timestamp, seen: Timestamp, now: Timestamp) -> Result<(), Refusal> {
        let is_attested = self.opens_at <= seen && seen <= at;
        let in_time = is_attested && at < self.closes_at && now < self.final_at();
        match self.phase(now) {
            Phase::Draft | Phase::Cancelled => Err(Refusal::new(Code::InvalidState)),
            Phase::Scheduled => {
                Err(Refusal::new(Code::PollNotOpen).with("opens_at", Param::Time(self.opens_at)))
            }
            Phase::Open => Ok(()),
            Phase::Closed if in_time => Ok(()),
            Phase::Closed | Phase::ResultPublished => Err(self.is_over()),
        }
    }

    /// The refusal of what came too late.
    pub(super) fn is_over(&self) -> Refusal {
        Refusal::new(Code::PollClosed).with("closed_at", Param::Time(self.closes_at))
    }

    /// Whether a member may vote: one of the poll's hub, if it has one, who belonged when it opened, or
    /// has joined since if the poll says so. `tally.rs` counts the electorate by the same rule.
    #[must_use]
    pub fn is_electorate(&self, member: &Member) -> bool {
        let since =
            if self.hub.is_some() { member.joined_at.max(member.hub_since) } else { member.joined_at };
        let in_time = self.later_joiners || since <= self.opens_at;
        let of_hub = self.hub.is_none() || member.hub == self.hub;
        member.community == self.community && member.left_at.is_none() && of_hub && in_time
    }

    /// The scopes of the running count.
    pub(super) fn tally_scopes(&self) -> Vec<Scope> {
        match (self.status, self.result_mode) {
            (Status::Draft, _) => Vec::new(),
            (Status::Published, _) | (_, ResultMode::Live) => vec![Scope::of("community", self.community)],
            (_, ResultMode::AfterMyVote) => vec![voted(self.id)],
            (_, ResultMode::AfterClose) => Vec::new(),
        }
    }
}

/// The scope of those whose vote stands in a poll that shows them its count.
#[must_use]
pub fn voted(poll: Id) -> Scope {
    Scope::of("voted", poll)
}

/// The scopes that a person holds through votes that stand.
///
/// # Errors
/// The store's fault.
pub fn scopes_of(tx: &mut Tx<'_>, user: Id) -> Result<Vec<Scope>, Fault> {
    let text =
        "SELECT b.poll FROM ballot b JOIN poll p ON p.id = b.poll WHERE b.voter = ? AND b.withdrawn = 0
        AND p.result_mode = 'after_my_vote' AND p.status = 'scheduled' ORDER BY b.poll";
    let polls = tx.query(text, &[Value::from(user)], |row| Ok(row.text(0)?.parse::<Id>()))?;
    Ok(polls.into_iter().flatten().map(voted).collect())
}

impl Entity for Poll {
    const TABLE: &'static str = "poll";
    const CHILDREN: &'static [Child] = &[
        Child { table: "poll_option", column: "poll" },
        Child { table: "poll_tally", column: "id" },
        Child { table: "option_tally", column: "poll" },
        Child { table: "poll_result", column: "id" },
    ];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let kind = if self.status == Status::Draft { "content" } else { "community" };
        Ok(vec![Scope::of(kind, self.community)])
    }
}

fn of_poll(tx: &mut Tx<'_>, poll: Id, scopes: impl Fn(&Poll) -> Vec<Scope>) -> Result<Vec<Scope>, Fault> {
    Ok(tx.get::<Poll>(poll)?.as_ref().map(scopes).unwrap_or_default())
}

impl Entity for PollOption {
    const TABLE: &'static str = "poll_option";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        tx.get::<Poll>(self.poll)?.map_or(Ok(Vec::new()), |poll| poll.scopes(tx))
    }
}

impl Entity for Ballot {
    const TABLE: &'static str = "ballot";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.voter)])
    }
}

impl Entity for BallotRevision {
    const TABLE: &'static str = "ballot_revision";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.voter)])
    }
}

impl Entity for Submission {
    const TABLE: &'static str = "submission";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.voter)])
    }
}

impl Entity for PollTally {
    const TABLE: &'static str = "poll_tally";
    const COUNTS: bool = true;

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        of_poll(tx, self.id, Poll::tally_scopes)
    }
}

impl Entity for OptionTally {
    const TABLE: &'static str = "option_tally";
    const COUNTS: bool = true;

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        of_poll(tx, self.poll, Poll::tally_scopes)
    }
}

impl Entity for PollResult {
    const TABLE: &'static str = "poll_result";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        of_poll(tx, self.id, |poll| vec![Scope::of("community", poll.community)])
    }
}
