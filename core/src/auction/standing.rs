//! Where bids stand: what everybody may see of a lot, what a bidder sees of their own bids, and what is
//! kept of a person as a bidder.
//!
//! A lot names people by numbers that mean nothing outside it. Which number is whose is told to that
//! person alone, in their [`BidStanding`].

use serde::{Deserialize, Serialize};

use super::closing::check_strikes;
use super::lot::Reserve;
use super::model::{of_listing, words};
use super::proxy::Ineligible;
use super::retraction::check_retractions;
use crate::id::Id;
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx};
use crate::time::Timestamp;

/// What everybody may see of a lot. Written by `settle` alone, only when price, leader or end change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The listing's id.
    pub id: Id,
    /// Grows by one with each change.
    pub version: i64,
    /// The price, in minor units.
    pub price_minor: i64,
    /// The least that anybody but the leader may name, in minor units.
    pub next_minor: i64,
    /// The number of who leads; NULL while nobody does.
    pub leader: Option<i64>,
    /// Lines of the bid history that are bids.
    pub bids: i64,
    /// How many people have bid.
    pub bidders: i64,
    /// What is said about the reserve price.
    pub reserve: Reserve,
    /// The price of buying outright, in minor units, while that is offered.
    pub buy_now_minor: Option<i64>,
    /// The end as it stands, with extensions.
    pub ends_at: Timestamp,
    /// The server's time of the latest change.
    pub as_of: Timestamp,
}

words! {
    /// What a line of the bid history tells.
    BidEventKind {
        /// A bid changed price or leader.
        Bid = "bid-event-bid",
        /// It was bought outright.
        Bought = "bid-event-bought",
        /// A bidder took a bid back.
        Retracted = "bid-event-retracted",
        /// The community took bids out.
        Removed = "bid-event-removed",
    }
}

/// A line of a lot's public bid history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BidEvent {
    /// See [`BidEvent::id_of`].
    pub id: Id,
    /// The listing.
    pub listing: Id,
    /// Its place in the history, from 1. Not the server's sequence of bids, which counts private ones too.
    pub number: i64,
    /// What happened.
    pub kind: BidEventKind,
    /// The number of whoever did it.
    pub bidder: i64,
    /// The number of who leads since then; NULL when nobody does.
    pub leader: Option<i64>,
    /// The price since then, in minor units.
    pub price_minor: i64,
    /// When: the server's time.
    pub at: Timestamp,
}

words! {
    /// What became of a bid.
    BidStatus {
        /// It is on this person's devices only: not placed yet.
        Waiting = "bid-state-waiting",
        /// The server has taken it.
        Placed = "bid-state-placed",
        /// The bidder took it back.
        Retracted = "bid-state-retracted",
        /// The community took it out.
        Removed = "bid-state-removed",
    }
}

words! {
    /// What a bid asks for.
    BidKind {
        /// To lead, up to a maximum.
        Proxy = "bid-kind-proxy",
        /// To buy outright.
        Outright = "bid-kind-outright",
    }
}

/// One bid, seen by its bidder alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bid {
    /// Its id, made on the device.
    pub id: Id,
    /// The listing.
    pub listing: Id,
    /// Who bids.
    pub user_id: Id,
    /// What it asks for.
    pub kind: BidKind,
    /// What became of it.
    pub status: BidStatus,
    /// Up to how much, in minor units.
    pub max_minor: i64,
    /// The revision of the listing that the person saw.
    pub seen_listing_rev: i64,
    /// When the person did it: a claim. A bid is never back-dated to it.
    pub made_at: Timestamp,
    /// When the server took it; NULL while it waits.
    pub placed_at: Option<Timestamp>,
}

/// Where a person stands on a lot, seen by that person alone. Written by `settle` alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BidStanding {
    /// See [`BidStanding::id_of`].
    pub id: Id,
    /// The listing.
    pub listing: Id,
    /// Who bids.
    pub user_id: Id,
    /// The number under which the lot names this person.
    pub number: i64,
    /// The person's highest maximum that stands, in minor units; NULL when none does.
    pub max_minor: Option<i64>,
}

/// What is kept of a person as a bidder, seen by that person and the community's admins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BidderRecord {
    /// See [`BidderRecord::id_of`].
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The person.
    pub user_id: Id,
    /// Lots that were won and not paid since the record was last cleared.
    pub strikes: u32,
    /// When bids were taken back; those that no longer count are dropped.
    pub retracted_at: Vec<Timestamp>,
    /// Listings on which the admins let this person bid all the same.
    pub approved: Vec<Id>,
    /// Whether the admins bar this person from bidding.
    pub blocked: bool,
}

impl BidEvent {
    /// The one line of a lot's history with a number.
    #[must_use]
    pub fn id_of(listing: Id, number: i64) -> Id {
        Id::of("bid_event", &[listing, Id::named("number", &number.to_string())])
    }
}

impl BidStanding {
    /// A person's one standing on a lot.
    #[must_use]
    pub fn id_of(listing: Id, user: Id) -> Id {
        Id::of("bid_standing", &[listing, user])
    }
}

impl BidderRecord {
    /// A person's one record in a community.
    #[must_use]
    pub fn id_of(community: Id, user: Id) -> Id {
        Id::of("bidder_record", &[community, user])
    }

    /// A record with nothing in it.
    #[must_use]
    pub fn clean(community: Id, user: Id) -> Self {
        Self {
            id: Self::id_of(community, user),
            community,
            user_id: user,
            strikes: 0,
            retracted_at: Vec::new(),
            approved: Vec::new(),
            blocked: false,
        }
    }

    /// Whether the person may bid on a listing at `now`.
    ///
    /// # Errors
    /// Why not: blocked, then strikes, then retractions. An approval answers both that ask for one.
    pub fn check(&self, listing: Id, now: Timestamp) -> Result<(), Ineligible> {
        if self.blocked {
            return Err(Ineligible::Blocked);
        }
        let verdict = check_strikes(self.strikes).and_then(|()| check_retractions(&self.retracted_at, now));
        match verdict {
            Err(Ineligible::ApprovalNeeded) if self.approved.contains(&listing) => Ok(()),
            verdict => verdict,
        }
    }
}

impl Entity for Lot {
    const TABLE: &'static str = "lot";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        of_listing(tx, self.id)
    }
}

impl Entity for BidEvent {
    const TABLE: &'static str = "bid_event";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        of_listing(tx, self.listing)
    }
}

impl Entity for Bid {
    const TABLE: &'static str = "bid";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.user_id)])
    }
}

impl Entity for BidStanding {
    const TABLE: &'static str = "bid_standing";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.user_id)])
    }
}

impl Entity for BidderRecord {
    const TABLE: &'static str = "bidder_record";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.user_id), Scope::of("admin", self.community)])
    }
}
