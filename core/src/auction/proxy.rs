//! Proxy bidding: a bidder names a maximum, and the server bids up to it as far as others make it.
//!
//! The price is the second-highest maximum plus one increment, capped by the highest; of equal maxima
//! the earlier leads. The next bid is placed from these two numbers alone, however many came before.
//!
//! A raise by the leader is private unless it changes the price, which it does in two cases: the price
//! was held down by the leader's own maximum, or the new maximum meets the reserve price.

use serde::{Deserialize, Serialize};

use super::closing::Phase;
use super::lot::{Bought, Lead, LotState, Maximum, Standing, is_valid_amount};
use crate::id::Id;
use crate::time::Timestamp;

/// Why a person may not bid on this lot. Words are added, never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Ineligible {
    /// Not a member of a hub that this lot is for.
    #[error("not_a_member")]
    NotAMember,
    /// Of the seller's household.
    #[error("seller_household")]
    SellerHousehold,
    /// The account is too new for a bid like this.
    #[error("new_account")]
    NewAccount,
    /// Retractions or unpaid lots: the hub must approve each bid.
    #[error("approval_needed")]
    ApprovalNeeded,
    /// Too many unpaid lots: no bids until the hub clears them.
    #[error("strikes")]
    Strikes,
    /// The seller or the hub has blocked this person.
    #[error("blocked")]
    Blocked,
}

/// What the server knows about a bidder at the time of a bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clearance {
    /// Whether the person may bid on this lot.
    pub eligible: Result<(), Ineligible>,
    /// The highest amount that a fresh second factor covers, for this person, session and lot, in minor
    /// units; 0 without one.
    pub stepped_up_to_minor: i64,
    /// Whether the deposit is there, where one is asked for.
    pub deposit_paid: bool,
    /// Set when the person bids too fast.
    pub limited_until: Option<Timestamp>,
}

impl Clearance {
    /// Nothing stands in the way.
    pub const GRANTED: Self =
        Self { eligible: Ok(()), stepped_up_to_minor: i64::MAX, deposit_paid: true, limited_until: None };
}

/// A bid as it reaches the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bid {
    /// Who bids.
    pub bidder: Id,
    /// Up to how much.
    pub max: Maximum,
    /// The revision of the listing that the person saw.
    pub seen_listing_rev: i64,
    /// The server's time of receipt; a device's clock counts for nothing.
    pub at: Timestamp,
    /// What is known about the bidder.
    pub clearance: Clearance,
}

/// A bid that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AcceptedBid {
    /// Its place in the server's sequence of accepted bids on this lot.
    pub seq: i64,
    /// Who bid.
    pub bidder: Id,
    /// Up to how much.
    pub max: Maximum,
    /// The revision of the listing that the person saw.
    pub seen_listing_rev: i64,
    /// When the server accepted it.
    pub at: Timestamp,
}

/// What an accepted bid did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What stands now.
    pub standing: Standing,
    /// Whether the bidder leads now (or has bought the lot).
    pub leads: bool,
    /// Who led before and does not any more.
    pub outbid: Option<Id>,
    /// Whether price or leader changed. If not, nobody but the bidder may learn of the bid.
    pub is_public: bool,
    /// Whether the end moved.
    pub extended: bool,
}

/// Why a bid is refused, in the order of the checks. Nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BidRefusal {
    /// There is no such lot, or the person may not see it: said by whoever looks the lot up.
    #[error("lot_unknown")]
    LotUnknown,
    /// Bids are not taken yet.
    #[error("not_open_yet")]
    NotOpenYet {
        /// From when on.
        opens_at: Timestamp,
    },
    /// The lot has ended.
    #[error("ended")]
    Ended {
        /// Since when.
        ended_at: Timestamp,
    },
    /// The person may not bid on this lot.
    #[error("not_eligible: {0}")]
    NotEligible(Ineligible),
    /// The amount needs a fresh second factor.
    #[error("step_up_needed")]
    StepUpNeeded,
    /// Sellers don't bid on their own lots.
    #[error("own_lot")]
    OwnLot,
    /// The person saw another revision of the listing.
    #[error("listing_changed")]
    ListingChanged {
        /// The revision that stands.
        listing_rev: i64,
    },
    /// Not an amount from 1 to [`crate::money::AMOUNT_MINOR_MAX`], or not the price of buying outright.
    #[error("not_a_valid_amount")]
    NotAValidAmount,
    /// Below the least that is taken.
    #[error("below_minimum")]
    BelowMinimum {
        /// The least that is taken, in minor units.
        next_minor: i64,
    },
    /// The leader's new maximum is not above the old one.
    #[error("not_above_own_max")]
    NotAboveOwnMax,
    /// The lot can't be bought outright any more.
    #[error("buy_now_gone")]
    BuyNowGone,
    /// A deposit is asked for and not there.
    #[error("deposit_needed")]
    DepositNeeded,
    /// Too many bids in a short time.
    #[error("rate_limited")]
    RateLimited {
        /// Until when.
        until: Timestamp,
    },
}

/// Places a bid. The caller gives an accepted one the next number of the server's sequence, in the same
/// transaction.
///
/// # Errors
/// The first [`BidRefusal`] that applies.
pub fn place(lot: &LotState, bid: &Bid) -> Result<Placed, BidRefusal> {
    check_person(lot, bid)?;
    check_amount(lot, bid)?;
    check_limits(bid)?;
    Ok(lot.accept(bid.bidder, bid.max, bid.at))
}

/// Buys the lot outright, which ends it. `bid.max` is the price that the person agreed to.
///
/// # Errors
/// The first [`BidRefusal`] that applies; [`BidRefusal::BuyNowGone`] takes the place of the minimum.
pub fn buy_now(lot: &LotState, bid: &Bid) -> Result<Placed, BidRefusal> {
    check_person(lot, bid)?;
    let price_minor = lot.buy_now_offer().ok_or(BidRefusal::BuyNowGone)?;
    if bid.max.0 != price_minor {
        return Err(BidRefusal::NotAValidAmount);
    }
    check_limits(bid)?;
    let bought = Some(Bought { buyer: bid.bidder, price_minor, at: bid.at });
    let leader = lot.standing.lead.map(|lead| lead.bidder);
    Ok(Placed {
        standing: Standing { price_minor, bought, ..lot.standing },
        leads: true,
        outbid: leader.filter(|leader| *leader != bid.bidder),
        is_public: true,
        extended: false,
    })
}

/// The checks up to the amount.
fn check_person(lot: &LotState, bid: &Bid) -> Result<(), BidRefusal> {
    match lot.phase(bid.at) {
        Phase::NotOpenYet => return Err(BidRefusal::NotOpenYet { opens_at: lot.schedule.opens_at }),
        Phase::Ended => return Err(BidRefusal::Ended { ended_at: lot.effective_end() }),
        Phase::Open => {}
    }
    bid.clearance.eligible.map_err(BidRefusal::NotEligible)?;
    let sensitive = lot.terms.step_up_above_minor.is_some_and(|above| bid.max.0 > above);
    if sensitive && bid.max.0 > bid.clearance.stepped_up_to_minor {
        return Err(BidRefusal::StepUpNeeded);
    }
    if bid.bidder == lot.seller {
        return Err(BidRefusal::OwnLot);
    }
    if bid.seen_listing_rev != lot.listing_rev {
        return Err(BidRefusal::ListingChanged { listing_rev: lot.listing_rev });
    }
    Ok(())
}

/// The entry rule: at least price and step, but any raise for the leader.
fn check_amount(lot: &LotState, bid: &Bid) -> Result<(), BidRefusal> {
    if !is_valid_amount(bid.max.0) {
        return Err(BidRefusal::NotAValidAmount);
    }
    let own = lot.standing.lead.filter(|lead| lead.bidder == bid.bidder);
    if let Some(own) = own {
        return if bid.max <= own.max { Err(BidRefusal::NotAboveOwnMax) } else { Ok(()) };
    }
    let next_minor = lot.next_minor();
    if bid.max.0 < next_minor { Err(BidRefusal::BelowMinimum { next_minor }) } else { Ok(()) }
}

/// The checks after the amount.
fn check_limits(bid: &Bid) -> Result<(), BidRefusal> {
    if !bid.clearance.deposit_paid {
        return Err(BidRefusal::DepositNeeded);
    }
    bid.clearance.limited_until.map_or(Ok(()), |until| Err(BidRefusal::RateLimited { until }))
}

/// What `bids` come to on this lot, taken in by their sequence. None is judged again; outright purchases
/// play no part.
#[must_use]
pub fn replay<'a>(lot: &LotState, bids: impl IntoIterator<Item = &'a AcceptedBid>) -> Standing {
    let mut bids: Vec<&AcceptedBid> = bids.into_iter().collect();
    bids.sort_unstable_by_key(|bid| bid.seq);
    let mut state = LotState { standing: Standing::opening(&lot.terms), ..lot.clone() };
    for bid in bids {
        state.standing = state.accept(bid.bidder, bid.max, bid.at).standing;
    }
    state.standing
}

impl LotState {
    /// Takes in a bid that counted where it was made, whatever the entry rule says of it: for imports.
    #[must_use]
    pub fn let_in(&self, bid: &Bid) -> Placed {
        self.accept(bid.bidder, bid.max, bid.at)
    }

    /// Takes a bid in, whatever the entry rule says of it.
    fn accept(&self, bidder: Id, max: Maximum, at: Timestamp) -> Placed {
        let before = self.standing;
        let mut after = before.ranked(bidder, max);
        let price = self.terms.price(after.lead, after.second);
        after.price_minor = price.max(before.price_minor);
        let holder = |standing: Standing| standing.lead.map(|lead| lead.bidder);
        let is_public = after.price_minor != before.price_minor || holder(after) != holder(before);
        if is_public {
            after.extended_to = self.schedule.extend(before.extended_to, at);
        }
        Placed {
            leads: holder(after) == Some(bidder),
            outbid: holder(before).filter(|_| holder(after) != holder(before)),
            is_public,
            extended: after.extended_to != before.extended_to,
            standing: after,
        }
    }
}

impl Standing {
    /// The two highest maxima after one more bid. A later bid leads only if it is higher.
    fn ranked(mut self, bidder: Id, max: Maximum) -> Self {
        match &mut self.lead {
            Some(lead) if lead.bidder == bidder => lead.max = lead.max.max(max),
            Some(lead) if max <= lead.max => self.second = self.second.max(Some(max)),
            lead => {
                self.second = lead.map(|beaten| beaten.max);
                *lead = Some(Lead { bidder, max });
            }
        }
        self
    }
}
