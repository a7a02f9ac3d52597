//! A lot: what it is sold under, what its bids have come to, and what everybody may see of that.
//!
//! Two numbers sum up all bids: the leader's maximum and the highest maximum of anybody else. Both stay
//! on the server. [`LotState::public`] is what leaves it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::closing::Schedule;
use super::ladder::Ladder;
use crate::id::Id;
use crate::money::AMOUNT_MINOR_MAX;
use crate::time::Timestamp;

/// A proxy maximum, in minor units: only its owner may see it. It prints as `hidden` and can't be
/// serialised, so that no log and no answer carries one by accident.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Maximum(pub i64);

impl fmt::Debug for Maximum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hidden")
    }
}

/// What a lot is sold under. Amounts are in minor units, 1 to [`AMOUNT_MINOR_MAX`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The starting price: the least that a first bid may be.
    pub start_minor: i64,
    /// The reserve price, known to the seller and the server only: below it there is no sale.
    pub reserve_minor: Option<i64>,
    /// The price at which the lot can be bought outright while [`LotState::buy_now_offer`] says so.
    pub buy_now_minor: Option<i64>,
    /// A maximum above this needs a fresh second factor; `None` where the operator asks for none.
    pub step_up_above_minor: Option<i64>,
    /// The bid increments.
    pub ladder: Ladder,
}

/// Why terms, or a change of them, can't be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermsFault {
    /// An amount below 1 or above [`AMOUNT_MINOR_MAX`].
    #[error("amount_out_of_range")]
    AmountOutOfRange,
    /// The reserve price is below the starting price.
    #[error("reserve_below_start")]
    ReserveBelowStart,
    /// The lot could be bought outright for no more than the starting price, or less than the reserve price.
    #[error("buy_now_too_low")]
    BuyNowTooLow,
    /// Once there is a bid, the reserve price may only go down.
    #[error("reserve_raised")]
    ReserveRaised,
    /// Once there is a bid, nothing but the reserve price may change.
    #[error("terms_frozen")]
    TermsFrozen,
}

impl Terms {
    /// Whether the amounts keep their bounds.
    ///
    /// # Errors
    /// The first [`TermsFault`] found.
    pub fn check(&self) -> Result<(), TermsFault> {
        let amounts = [Some(self.start_minor), self.reserve_minor, self.buy_now_minor];
        if !amounts.into_iter().flatten().all(is_valid_amount) {
            return Err(TermsFault::AmountOutOfRange);
        }
        if self.reserve_minor.is_some_and(|reserve| reserve < self.start_minor) {
            return Err(TermsFault::ReserveBelowStart);
        }
        let too_low =
            |price| price <= self.start_minor || self.reserve_minor.is_some_and(|reserve| price < reserve);
        if self.buy_now_minor.is_some_and(too_low) { Err(TermsFault::BuyNowTooLow) } else { Ok(()) }
    }

    /// Whether a lot that has a bid may go on under `new` terms. Without a reserve price counts as lowest.
    ///
    /// # Errors
    /// The first [`TermsFault`] found.
    pub fn check_change(&self, new: &Self) -> Result<(), TermsFault> {
        new.check()?;
        if new.reserve_minor > self.reserve_minor {
            return Err(TermsFault::ReserveRaised);
        }
        let frozen = Self { reserve_minor: self.reserve_minor, ..new.clone() };
        if frozen == *self { Ok(()) } else { Err(TermsFault::TermsFrozen) }
    }

    pub(super) fn is_reserve_met(&self, lead: Lead) -> bool {
        self.reserve_minor.is_none_or(|reserve| lead.max.0 >= reserve)
    }

    /// The price that two maxima make.
    pub(super) fn price(&self, lead: Option<Lead>, second: Option<Maximum>) -> i64 {
        let Some(lead) = lead else { return self.start_minor };
        let outbidding = second.map(|second| self.ladder.next(second.0).max(self.start_minor));
        let price = outbidding.map_or(self.start_minor, |price| price.min(lead.max.0));
        match self.reserve_minor {
            Some(reserve) if self.is_reserve_met(lead) => price.max(reserve),
            _ => price,
        }
    }
}

pub(super) fn is_valid_amount(minor: i64) -> bool {
    (1..=AMOUNT_MINOR_MAX).contains(&minor)
}

/// The leading bidder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Who leads.
    pub bidder: Id,
    /// Up to how much.
    pub max: Maximum,
}

/// A lot bought outright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bought {
    /// By whom.
    pub buyer: Id,
    /// For how much, in minor units.
    pub price_minor: i64,
    /// When; this is the lot's end.
    pub at: Timestamp,
}

/// What the accepted bids have come to. Stays on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who leads; nobody before the first bid.
    pub lead: Option<Lead>,
    /// The highest maximum of anybody but the leader.
    pub second: Option<Maximum>,
    /// The price that everybody sees, in minor units: the starting price before the first bid.
    pub price_minor: i64,
    /// Where soft close has moved the end; see [`Schedule::extend`].
    pub extended_to: Option<Timestamp>,
    /// Set when somebody bought outright: no bid counts any more.
    pub bought: Option<Bought>,
}

impl Standing {
    /// Nothing has happened yet.
    #[must_use]
    pub const fn opening(terms: &Terms) -> Self {
        Self { lead: None, second: None, price_minor: terms.start_minor, extended_to: None, bought: None }
    }
}

/// A lot as the rules see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotState {
    /// Who sells it.
    pub seller: Id,
    /// The listing's revision; a dated addition makes it grow.
    pub listing_rev: i64,
    /// What it is sold under.
    pub terms: Terms,
    /// When it runs.
    pub schedule: Schedule,
    /// What the bids have come to.
    pub standing: Standing,
}

/// What is said about the reserve price, never how high it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reserve {
    /// There is none.
    None,
    /// The lot would not be sold as it stands.
    NotMet,
    /// The lot will be sold.
    Met,
}

/// What everybody may see of a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicStanding {
    /// The price, in minor units.
    pub price_minor: i64,
    /// The least that a new bidder may name, in minor units.
    pub next_minor: i64,
    /// Who leads; screens show a pseudonym.
    pub leader: Option<Id>,
    /// Whether the reserve price is met.
    pub reserve: Reserve,
    /// The price of buying outright, in minor units, while that is offered.
    pub buy_now_minor: Option<i64>,
    /// The end as it stands.
    pub ends_at: Timestamp,
}

impl LotState {
    /// The least that anybody but the leader may name, in minor units.
    #[must_use]
    pub fn next_minor(&self) -> i64 {
        match self.standing.lead {
            None => self.terms.start_minor,
            Some(_) => self.terms.ladder.next(self.standing.price_minor),
        }
    }

    /// Whether the lot would be sold as it stands: there is a bid, and it meets the reserve price, if any.
    #[must_use]
    pub fn reserve_met(&self) -> bool {
        self.standing.lead.is_some_and(|lead| self.terms.is_reserve_met(lead))
    }

    /// For how much the lot can be bought outright, in minor units: until the first bid, or with a reserve
    /// price, until a bid meets it. This is eBay's rule; nobody's lead is taken away by a purchase.
    #[must_use]
    pub fn buy_now_offer(&self) -> Option<i64> {
        let untouched = match self.terms.reserve_minor {
            None => self.standing.lead.is_none(),
            Some(_) => !self.reserve_met(),
        };
        self.terms.buy_now_minor.filter(|_| untouched && self.standing.bought.is_none())
    }

    /// What everybody may see.
    #[must_use]
    pub fn public(&self) -> PublicStanding {
        let reserve = match self.terms.reserve_minor {
            None => Reserve::None,
            Some(_) if self.reserve_met() => Reserve::Met,
            Some(_) => Reserve::NotMet,
        };
        let bought = self.standing.bought.map(|bought| bought.buyer);
        PublicStanding {
            price_minor: self.standing.price_minor,
            next_minor: self.next_minor(),
            leader: bought.or(self.standing.lead.map(|lead| lead.bidder)),
            reserve,
            buy_now_minor: self.buy_now_offer(),
            ends_at: self.effective_end(),
        }
    }

    /// What stands once the seller has lowered or dropped the reserve price: the price may rise to it,
    /// and never falls.
    ///
    /// # Errors
    /// The [`TermsFault`] that the change would be.
    pub fn lower_reserve(&self, reserve_minor: Option<i64>) -> Result<Standing, TermsFault> {
        let terms = Terms { reserve_minor, ..self.terms.clone() };
        self.terms.check_change(&terms)?;
        let price = terms.price(self.standing.lead, self.standing.second);
        Ok(Standing { price_minor: price.max(self.standing.price_minor), ..self.standing })
    }
}
