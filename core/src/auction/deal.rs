//! What follows a listing: the sale, the offer to the next bidder, reviews and what they add up to.
//!
//! A sale's states and timers are those of [`crate::ordering::sale`]; its row names both sides, and only
//! they and the people of its hub see it.

use serde::{Deserialize, Serialize};

use super::model::words;
use crate::id::Id;
use crate::money::Currency;
use crate::ordering::sale::{SaleState, SaleTerms, SaleTimes, next_timer};
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx};
use crate::time::{DAY_MS, Timestamp};

/// How long both sides may write, not seeing the other's words, in ms.
pub const REVIEW_WINDOW_MS: i64 = 7 * DAY_MS;
/// Within this time of the last day for paying the goods are promised, in ms.
pub const PROMISE_MS: i64 = 7 * DAY_MS;
/// The most stars; the fewest is 1.
pub const STARS_MAX: i64 = 5;
/// Longest review, in characters.
pub const REVIEW_CHARS_MAX: usize = 2_000;

words! {
    /// How a sale came about.
    SaleOrigin {
        /// The highest bid won.
        Auction = "sale-origin-auction",
        /// It was bought outright.
        Outright = "sale-origin-outright",
        /// The next bidder took the offer.
        SecondChance = "sale-origin-second-chance",
    }
}

/// Something sold by one neighbour to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    /// Its id.
    pub id: Id,
    /// The listing.
    pub listing: Id,
    /// Where it was sold.
    pub community: Id,
    /// The hub where it changes hands, if at one.
    pub hub: Option<Id>,
    /// Who sells.
    pub seller: Id,
    /// The seller's name then.
    pub seller_name: String,
    /// Who buys.
    pub buyer: Id,
    /// The buyer's name then.
    pub buyer_name: String,
    /// The listing's title then.
    pub title: String,
    /// How it came about.
    pub origin: SaleOrigin,
    /// Where the money is.
    pub state: SaleState,
    /// The price, in minor units.
    pub price_minor: i64,
    /// Of the price.
    pub currency: Currency,
    /// Days to pay.
    pub payment_days: i64,
    /// When it was agreed.
    pub sold_at: Timestamp,
    /// By when the goods are promised.
    pub promised_by: Timestamp,
    /// When they were handed over; NULL before.
    pub handed_over_at: Option<Timestamp>,
    /// When they were received; NULL before.
    pub received_at: Option<Timestamp>,
    /// When it was over; NULL before. Reviews are open from here on for [`REVIEW_WINDOW_MS`].
    pub closed_at: Option<Timestamp>,
    /// When time itself moves it; NULL when it does not. Shown to both sides.
    pub timer_at: Option<Timestamp>,
}

words! {
    /// Where an offer stands.
    OfferStatus {
        /// It can be taken.
        Open = "offer-state-open",
        /// It was taken.
        Accepted = "offer-state-accepted",
        /// It was declined.
        Declined = "offer-state-declined",
        /// Its time is over.
        Lapsed = "offer-state-lapsed",
    }
}

/// An offer to the next bidder at their own maximum, seen by that bidder alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondChanceOffer {
    /// See [`SecondChanceOffer::id_of`].
    pub id: Id,
    /// The listing.
    pub listing: Id,
    /// Where it is sold.
    pub community: Id,
    /// Who is asked.
    pub bidder: Id,
    /// The listing's title.
    pub title: String,
    /// Where it stands.
    pub status: OfferStatus,
    /// The bidder's own maximum, in minor units.
    pub price_minor: i64,
    /// Of the price.
    pub currency: Currency,
    /// When it was made.
    pub made_at: Timestamp,
    /// It can be taken until just before this moment.
    pub open_until: Timestamp,
}

words! {
    /// Whose part a reviewer had.
    Side {
        /// Bought.
        Buyer = "side-buyer",
        /// Sold.
        Seller = "side-seller",
    }
}

/// What one side of a sale says about the other. Its author alone sees it until both have written or the
/// window is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// See [`Review::id_of`].
    pub id: Id,
    /// The sale.
    pub sale: Id,
    /// The listing.
    pub listing: Id,
    /// Where it was sold.
    pub community: Id,
    /// Who wrote it.
    pub author: Id,
    /// The author's name then.
    pub author_name: String,
    /// About whom.
    pub subject: Id,
    /// The author's part in the sale.
    pub side: Side,
    /// 1 to [`STARS_MAX`].
    pub stars: i64,
    /// Any number of lines, possibly none.
    pub text: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// When it is shown at the latest.
    pub reveal_at: Timestamp,
    /// Whether the community sees it.
    pub revealed: bool,
}

/// What a person's sales and reviews add up to. Written by `settle` alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reputation {
    /// See [`Reputation::id_of`].
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The person.
    pub user_id: Id,
    /// Completed sales as seller.
    pub sold: i64,
    /// Completed sales as buyer.
    pub bought: i64,
    /// Reviews by buyers that are shown.
    pub seller_reviews: i64,
    /// Their stars together.
    pub seller_stars: i64,
    /// Reviews by sellers that are shown.
    pub buyer_reviews: i64,
    /// Their stars together.
    pub buyer_stars: i64,
    /// Bids ever taken back.
    pub retractions: i64,
}

impl Sale {
    /// The one sale of a listing to a buyer that its closing makes.
    #[must_use]
    pub fn id_of(listing: Id, buyer: Id) -> Id {
        Id::of("sale", &[listing, buyer])
    }

    /// Its times, as the rules of sales see them.
    #[must_use]
    pub const fn times(&self) -> SaleTimes {
        SaleTimes {
            sold_at: self.sold_at,
            promised_by: self.promised_by,
            handed_over_at: self.handed_over_at,
            received_at: self.received_at,
        }
    }

    /// Its terms, as the rules of sales see them.
    #[must_use]
    pub fn terms(&self) -> SaleTerms {
        SaleTerms { payment_days: self.payment_days, ..SaleTerms::default() }
    }

    /// The same sale in another state at `now`, with the times that come with it.
    #[must_use]
    pub fn becoming(mut self, state: SaleState, now: Timestamp) -> Self {
        match state {
            SaleState::HandedOver => self.handed_over_at = Some(now),
            SaleState::Received => self.received_at = Some(now),
            SaleState::Completed | SaleState::Cancelled | SaleState::Resolved(_) => {
                self.closed_at = Some(now);
            }
            SaleState::AwaitingPayment | SaleState::Paid | SaleState::Disputed => {}
        }
        self.state = state;
        self.timer_at = next_timer(state, &self.times(), &self.terms()).map(|(at, _)| at);
        self
    }

    /// Whether reviews are taken at `now`.
    #[must_use]
    pub fn takes_reviews(&self, now: Timestamp) -> bool {
        let since = self.closed_at.filter(|_| self.state.opens_reviews());
        since.is_some_and(|since| now < since.plus(REVIEW_WINDOW_MS))
    }
}

impl SecondChanceOffer {
    /// The one offer of a listing to a bidder.
    #[must_use]
    pub fn id_of(listing: Id, bidder: Id) -> Id {
        Id::of("second_chance", &[listing, bidder])
    }
}

impl Review {
    /// The one review of a sale by one side.
    #[must_use]
    pub fn id_of(sale: Id, author: Id) -> Id {
        Id::of("review", &[sale, author])
    }
}

impl Reputation {
    /// A person's one reputation in a community.
    #[must_use]
    pub fn id_of(community: Id, user: Id) -> Id {
        Id::of("reputation", &[community, user])
    }

    /// One of whom nothing is known yet.
    #[must_use]
    pub fn unknown(community: Id, user: Id) -> Self {
        Self {
            id: Self::id_of(community, user),
            community,
            user_id: user,
            sold: 0,
            bought: 0,
            seller_reviews: 0,
            seller_stars: 0,
            buyer_reviews: 0,
            buyer_stars: 0,
            retractions: 0,
        }
    }
}

impl Entity for Sale {
    const TABLE: &'static str = "market_sale";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let sides = [self.seller, self.buyer].map(|user| Scope::of("user", user));
        let others = self.hub.map(|hub| Scope::of("staff", hub));
        Ok(sides.into_iter().chain(others).chain([Scope::of("admin", self.community)]).collect())
    }
}

impl Entity for SecondChanceOffer {
    const TABLE: &'static str = "second_chance";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.bidder)])
    }
}

impl Entity for Review {
    const TABLE: &'static str = "review";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let shown = self.revealed.then(|| Scope::of("community", self.community));
        Ok(shown.into_iter().chain([Scope::of("user", self.author)]).collect())
    }
}

impl Entity for Reputation {
    const TABLE: &'static str = "reputation";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("community", self.community)])
    }
}
