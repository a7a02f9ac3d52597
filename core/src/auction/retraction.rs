//! Taking a bid back, and taking bids out.
//!
//! eBay's rules with one tightening: a wrong amount can't be taken back inside the soft-close window,
//! where a high bid that vanishes would shield a low one. After a removal all other bids are played
//! again in their sequence, so the price may fall; the end never moves to an earlier time.

use serde::{Deserialize, Serialize};

use super::closing::Phase;
use super::lot::{LotState, Standing};
use super::proxy::{AcceptedBid, Ineligible, replay};
use crate::id::Id;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// While more than this remains, a wrong amount can be taken back at any time.
pub const FREE_RETRACTION_MS: i64 = 12 * HOUR_MS;
/// Later, only within this time of placing the bid.
pub const LATE_RETRACTION_MS: i64 = HOUR_MS;
/// Retractions are counted over this time.
pub const RETRACTION_COUNT_MS: i64 = 90 * DAY_MS;
/// More than this many in that time, and the hub must approve each bid.
pub const RETRACTIONS_MAX: usize = 2;

/// Why a person takes a bid back. There are no other reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetractionReason {
    /// A wrong amount was entered.
    WrongAmount,
    /// The listing changed after the bid.
    ListingChanged,
}

/// Why a bid can't be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RetractionRefusal {
    /// There is no such bid, or it is somebody else's: the answer must not tell these apart.
    #[error("bid_unknown")]
    BidUnknown,
    /// The lot has ended.
    #[error("ended")]
    Ended,
    /// The end is too near; only a changed listing counts now.
    #[error("closing_soon")]
    ClosingSoon,
    /// No more than 12 hours remain, and the bid is older than an hour.
    #[error("too_late")]
    TooLate,
    /// The listing is the one that the bidder saw.
    #[error("listing_not_changed")]
    ListingNotChanged,
}

/// What a removal leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The sequence numbers of the bids that go.
    pub removed: Vec<i64>,
    /// What stands without them.
    pub standing: Standing,
}

/// Takes back the bid `seq` of `bidder`. `bids` are all bids that stand.
///
/// A wrong amount takes all bids of the person with it while more than 12 hours remain, later only the
/// one. A changed listing takes all that the person placed on earlier revisions.
///
/// # Errors
/// The first [`RetractionRefusal`] that applies.
pub fn retract(
    lot: &LotState,
    bids: &[AcceptedBid],
    bidder: Id,
    seq: i64,
    reason: RetractionReason,
    now: Timestamp,
) -> Result<Removal, RetractionRefusal> {
    let own = |bid: &&AcceptedBid| bid.seq == seq && bid.bidder == bidder;
    let bid = bids.iter().find(own).ok_or(RetractionRefusal::BidUnknown)?;
    if lot.phase(now) == Phase::Ended {
        return Err(RetractionRefusal::Ended);
    }
    match reason {
        RetractionReason::WrongAmount => {
            let all = lot.effective_end().since(now) > FREE_RETRACTION_MS;
            check_wrong_amount(lot, bid, all, now)?;
            Ok(remove(lot, bids, |other| other.bidder == bidder && (all || other.seq == seq)))
        }
        RetractionReason::ListingChanged if bid.seen_listing_rev < lot.listing_rev => {
            let outdated = |other: &AcceptedBid| other.seen_listing_rev < lot.listing_rev;
            Ok(remove(lot, bids, |other| other.bidder == bidder && outdated(other)))
        }
        RetractionReason::ListingChanged => Err(RetractionRefusal::ListingNotChanged),
    }
}

fn check_wrong_amount(
    lot: &LotState,
    bid: &AcceptedBid,
    free: bool,
    now: Timestamp,
) -> Result<(), RetractionRefusal> {
    if free {
        Ok(())
    } else if lot.schedule.is_closing(lot.standing.extended_to, now) {
        Err(RetractionRefusal::ClosingSoon)
    } else if now.since(bid.at) > LATE_RETRACTION_MS {
        Err(RetractionRefusal::TooLate)
    } else {
        Ok(())
    }
}

/// Takes the bids out that `goes` names and plays all others again; also for a moderator who removes a
/// person's bids. The other bids were accepted and stay so: none is judged again.
#[must_use]
pub fn remove(lot: &LotState, bids: &[AcceptedBid], goes: impl Fn(&AcceptedBid) -> bool) -> Removal {
    let removed = bids.iter().filter(|bid| goes(bid)).map(|bid| bid.seq).collect();
    let mut standing = replay(lot, bids.iter().filter(|bid| !goes(bid)));
    standing.extended_to = standing.extended_to.max(lot.standing.extended_to);
    standing.bought = lot.standing.bought;
    Removal { removed, standing }
}

/// What a person's retractions mean for their next bid. A retraction counts for [`RETRACTION_COUNT_MS`].
///
/// # Errors
/// [`Ineligible::ApprovalNeeded`] after more than [`RETRACTIONS_MAX`].
pub fn check_retractions(retracted_at: &[Timestamp], now: Timestamp) -> Result<(), Ineligible> {
    let recent = retracted_at.iter().filter(|at| now.since(**at) < RETRACTION_COUNT_MS).count();
    if recent > RETRACTIONS_MAX { Err(Ineligible::ApprovalNeeded) } else { Ok(()) }
}
