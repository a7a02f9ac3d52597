//! The rules' reasons as refusals that people read: code, values for the words, remedies.

use super::lot::TermsFault;
use super::model::Listing;
use super::proxy::{BidRefusal, Ineligible};
use super::retraction::RetractionRefusal;
use super::setup::ListingChanges;
use crate::refusal::{Code, Param, Refusal};
use crate::time::Timestamp;

/// Why a bid is not taken.
pub(super) fn bid(listing: &Listing, refusal: BidRefusal) -> Refusal {
    let money = |minor| Param::Money(minor, listing.currency.code().to_owned());
    match refusal {
        BidRefusal::LotUnknown => Refusal::new(Code::NotFound),
        BidRefusal::NotOpenYet { opens_at } => {
            Refusal::new(Code::AuctionNotOpen).with("opens_at", Param::Time(opens_at))
        }
        BidRefusal::Ended { ended_at } => ended(ended_at),
        BidRefusal::NotEligible(reason) => not_eligible(reason),
        BidRefusal::StepUpNeeded => {
            let above = listing.terms(None).step_up_above_minor.unwrap_or_default();
            Refusal::new(Code::StepUpNeeded)
                .with("above", money(above))
                .with("listing", Param::Id(listing.id))
        }
        BidRefusal::OwnLot => Refusal::new(Code::OwnLot),
        BidRefusal::ListingChanged { listing_rev } => {
            Refusal::new(Code::ListingChanged).with("listing_rev", Param::Number(listing_rev))
        }
        BidRefusal::NotAValidAmount => Refusal::new(Code::AmountInvalid),
        BidRefusal::BelowMinimum { next_minor } => Refusal::new(Code::BelowMinimum)
            .with("next", money(next_minor))
            .with("next_minor", Param::Number(next_minor)),
        BidRefusal::NotAboveOwnMax => Refusal::new(Code::NotAboveOwnMax),
        BidRefusal::BuyNowGone => Refusal::new(Code::BuyNowGone),
        BidRefusal::DepositNeeded => Refusal::new(Code::DepositNeeded),
        BidRefusal::RateLimited { until } => {
            Refusal::new(Code::RateLimitExceeded).with("until", Param::Time(until))
        }
    }
}

/// It came after the end.
pub(super) fn ended(at: Timestamp) -> Refusal {
    Refusal::new(Code::AuctionEnded).with("closed_at", Param::Time(at))
}

/// The person may not bid here.
fn not_eligible(reason: Ineligible) -> Refusal {
    Refusal::new(Code::NotEligible).with("reason", Param::Text(reason.to_string()))
}

/// Why a bid can't be taken back.
pub(super) fn retraction(refusal: RetractionRefusal, ended_at: Timestamp) -> Refusal {
    match refusal {
        RetractionRefusal::BidUnknown => Refusal::new(Code::NotFound),
        RetractionRefusal::Ended => ended(ended_at),
        RetractionRefusal::ClosingSoon => Refusal::new(Code::RetractionClosingSoon),
        RetractionRefusal::TooLate => Refusal::new(Code::RetractionTooLate),
        RetractionRefusal::ListingNotChanged => Refusal::new(Code::ListingNotChanged),
    }
}

/// Why the reserve price can't be changed so.
pub(super) fn terms(fault: TermsFault) -> Refusal {
    match fault {
        TermsFault::ReserveRaised | TermsFault::TermsFrozen => {
            Refusal::new(Code::ListingFrozen).field("reserve_minor", "out_of_range")
        }
        TermsFault::AmountOutOfRange | TermsFault::ReserveBelowStart | TermsFault::BuyNowTooLow => {
            Refusal::new(Code::ValidationFailed).field("reserve_minor", "out_of_range")
        }
    }
}

/// Whether the changes may be made to a listing that has had a bid.
pub(super) fn frozen(
    listing: &Listing,
    reserve: Option<i64>,
    changes: &ListingChanges,
) -> Result<(), Refusal> {
    let refusal = Refusal::new(Code::ListingFrozen);
    if !changes.fits_frozen() {
        return Err(refusal);
    }
    if changes.ends_at.is_some_and(|ends_at| ends_at < listing.ends_at) {
        return Err(refusal.field("ends_at", "out_of_range"));
    }
    match changes.reserve_minor {
        Some(new) if new > reserve => Err(refusal.field("reserve_minor", "out_of_range")),
        _ => Ok(()),
    }
}
