//! What people do in the market: offer, bid, buy, take back, review; and what the clock asks for.

use serde::{Deserialize, Serialize};

use super::bidding::{self, Asked};
use super::deal::{Review, Sale, SecondChanceOffer};
pub use super::ending::due;
use super::model::{Listing, ListingStatus};
use super::retraction::RetractionReason;
pub use super::sales::SaleStep;
use super::setup::{self, Elsewhere};
pub use super::setup::{ListingChanges, ListingTerms};
use super::standing::{BidKind, BidderRecord};
use super::{ending, reviews, sales};
use crate::access::{Access, Permission};
use crate::call::{Actor, Call, Confirmation, Stop};
use crate::check::Check;
use crate::id::Id;
use crate::money::Currency;
use crate::refusal::Code;
use crate::store::{Fault, Tx};
use crate::time::Timestamp;

/// Listings on which one bidder is approved at a time; the oldest approval goes first.
const APPROVALS_MAX: usize = 50;

/// A change in the market.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Write a listing, seen by its seller alone.
    CreateListing {
        /// Its id.
        listing: Id,
        /// Where it is sold.
        community: Id,
        /// What it says.
        terms: ListingTerms,
        /// Who sells it; the server's own jobs only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seller: Option<Id>,
    },
    /// Change it.
    EditListing {
        /// The listing.
        listing: Id,
        /// What is new about it.
        changes: ListingChanges,
    },
    /// Show it to the community. Bids are taken after the embargo.
    Activate {
        /// The listing.
        listing: Id,
    },
    /// Call it off. A draft is gone then.
    CancelListing {
        /// The listing.
        listing: Id,
        /// Why; needed once there was a bid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Add to what it says, with the date.
    AddAddendum {
        /// The listing.
        listing: Id,
        /// The addition's id.
        addendum: Id,
        /// What is added.
        text: String,
    },
    /// Bid up to a maximum, or raise one's own.
    PlaceBid {
        /// The listing.
        listing: Id,
        /// The bid's id.
        bid: Id,
        /// Up to how much, in minor units. Only the bidder's devices and the server know it.
        max_minor: i64,
        /// The revision of the listing that the person was looking at.
        seen_listing_rev: i64,
    },
    /// Buy for the fixed price, or outright.
    Buy {
        /// The listing.
        listing: Id,
        /// The purchase's id, in the list of the person's bids.
        bid: Id,
        /// The price that the person agreed to, in minor units.
        price_minor: i64,
        /// The revision of the listing that the person was looking at.
        seen_listing_rev: i64,
    },
    /// Take a bid back.
    RetractBid {
        /// The bid.
        bid: Id,
        /// Why.
        reason: RetractionReason,
    },
    /// Take the offer of a lot that its buyer did not pay.
    AcceptOffer {
        /// The offer.
        offer: Id,
    },
    /// Decline it.
    DeclineOffer {
        /// The offer.
        offer: Id,
    },
    /// Take the next step of a sale.
    StepSale {
        /// The sale.
        sale: Id,
        /// The step.
        step: SaleStep,
    },
    /// Say how the other side of a sale was.
    WriteReview {
        /// The sale.
        sale: Id,
        /// 1 to 5.
        stars: i64,
        /// Any number of lines.
        #[serde(default)]
        text: String,
    },
    /// Let a person bid on one listing in spite of strikes or retractions.
    ApproveBidder {
        /// The listing.
        listing: Id,
        /// The person.
        user: Id,
    },
    /// Clear a person's record as a bidder, or bar them from bidding.
    SetBidder {
        /// The community.
        community: Id,
        /// The person.
        user: Id,
        /// Whether they may not bid.
        blocked: bool,
    },
    /// Take a person's bids out of a running lot.
    RemoveBids {
        /// The listing.
        listing: Id,
        /// The person.
        user: Id,
        /// Why.
        reason: String,
    },
    /// Close a lot whose end is past; asked for by the clock.
    Close {
        /// The listing.
        listing: Id,
    },
    /// Remind a buyer who has not paid; asked for by the clock.
    RemindPayment {
        /// The sale.
        sale: Id,
        /// How many days after the sale.
        day: i64,
    },
    /// Do what follows a sale that was not paid in time; asked for by the clock.
    FollowUp {
        /// The sale.
        sale: Id,
    },
    /// Take the step of a sale that time brings; asked for by the clock.
    PassSaleTime {
        /// The sale.
        sale: Id,
    },
    /// End an offer that nobody answered; asked for by the clock.
    LapseOffer {
        /// The offer.
        offer: Id,
    },
    /// Show a review whose window is over; asked for by the clock.
    RevealReview {
        /// The review.
        review: Id,
    },
    /// Bring in a listing of another system, to be closed without a sale.
    ImportListing {
        /// Its id.
        listing: Id,
        /// Where it goes.
        community: Id,
        /// Who sold it.
        seller: Id,
        /// When bids were taken there.
        opens_at: Timestamp,
        /// Its currency there.
        currency: Currency,
        /// What it says.
        terms: ListingTerms,
    },
    /// Bring in a bid that was made elsewhere, before the listing is shown. On a listing that is not brought in
    /// itself it counts like any other.
    ImportBid {
        /// The listing.
        listing: Id,
        /// The bid's id.
        bid: Id,
        /// Who bid.
        bidder: Id,
        /// Up to how much, in minor units.
        max_minor: i64,
        /// When; no earlier than the bid before it.
        at: Timestamp,
        /// Whether it counts even if it is too low.
        #[serde(default)]
        let_in: bool,
    },
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::CreateListing { .. }
            | Self::EditListing { .. }
            | Self::Activate { .. }
            | Self::CancelListing { .. }
            | Self::AddAddendum { .. } => Permission::Sell,
            Self::PlaceBid { .. }
            | Self::Buy { .. }
            | Self::RetractBid { .. }
            | Self::AcceptOffer { .. }
            | Self::DeclineOffer { .. } => Permission::Bid,
            Self::StepSale { .. } => Permission::MoveSale,
            Self::WriteReview { .. } => Permission::Review,
            Self::ApproveBidder { .. } | Self::SetBidder { .. } | Self::RemoveBids { .. } => {
                Permission::ModerateMarket
            }
            Self::Close { .. }
            | Self::RemindPayment { .. }
            | Self::FollowUp { .. }
            | Self::PassSaleTime { .. }
            | Self::LapseOffer { .. }
            | Self::RevealReview { .. } => Permission::KeepTime,
            Self::ImportListing { .. } | Self::ImportBid { .. } => Permission::ImportListings,
        }
    }
}

/// Decides a call and writes its effect, on devices and on the server alike.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn execute(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let access = Access::load(tx, call.actor)?;
    access.may_ever(call.command.permission())?;
    match call.command {
        Command::CreateListing { .. }
        | Command::EditListing { .. }
        | Command::Activate { .. }
        | Command::CancelListing { .. }
        | Command::AddAddendum { .. }
        | Command::ImportListing { .. } => sell(tx, &access, call),
        Command::PlaceBid { .. } | Command::Buy { .. } | Command::RetractBid { .. } => bid(tx, &access, call),
        Command::AcceptOffer { offer } | Command::DeclineOffer { offer } => {
            let accept = matches!(call.command, Command::AcceptOffer { .. });
            let offer: SecondChanceOffer = access.see(tx, *offer)?;
            access.require(call.command.permission(), offer.community, None)?;
            ending::answer(tx, &call.with(()), offer, accept)
        }
        Command::StepSale { sale, step } => {
            let sale: Sale = access.see(tx, *sale)?;
            access.require(call.command.permission(), sale.community, sale.hub)?;
            sales::step(tx, &access, &call.with(()), sale, *step)
        }
        Command::WriteReview { sale, stars, text } => {
            let sale: Sale = access.see(tx, *sale)?;
            access.require(call.command.permission(), sale.community, None)?;
            let name = reviews::own_name(tx, &call.with(()), sale.community)?;
            reviews::write(tx, &call.with(()), &sale, *stars, text, &name)
        }
        Command::ApproveBidder { .. } | Command::SetBidder { .. } | Command::RemoveBids { .. } => {
            moderate(tx, &access, call)
        }
        _ => keep_time(tx, &access, call),
    }
}

fn sell(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let (permission, about) = (call.command.permission(), &call.with(()));
    let listing = match call.command {
        Command::CreateListing { listing, community, terms, seller } => {
            access.require(permission, *community, None)?;
            let seller = access.author(*seller)?;
            let seller = seller.ok_or_else(|| required("seller"))?;
            return setup::create(tx, access, about, (*listing, *community, seller), terms, None);
        }
        Command::ImportListing { listing, community, seller, opens_at, currency, terms } => {
            access.require(permission, *community, None)?;
            let elsewhere = Some(Elsewhere { opens_at: *opens_at, currency: *currency });
            return setup::create(tx, access, about, (*listing, *community, *seller), terms, elsewhere);
        }
        Command::EditListing { listing, .. }
        | Command::Activate { listing }
        | Command::CancelListing { listing, .. }
        | Command::AddAddendum { listing, .. } => *listing,
        _ => return Ok(()),
    };
    let listing: Listing = access.see(tx, listing)?;
    access.require(permission, listing.community, None)?;
    if let Command::CancelListing { reason, .. } = call.command {
        return setup::cancel(tx, access, about, listing, reason.as_deref());
    }
    if call.actor != Actor::Job && call.actor != Actor::Person(listing.seller) {
        return Err(Code::ForbiddenRole.into());
    }
    match call.command {
        Command::EditListing { changes, .. } => setup::edit(tx, access, about, listing, changes),
        Command::Activate { .. } => setup::activate(tx, about, listing),
        Command::AddAddendum { addendum, text, .. } => setup::add(tx, about, listing, *addendum, text),
        _ => Ok(()),
    }
}

fn bid(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    if let Command::RetractBid { bid, reason } = call.command {
        return bidding::execute_retract(tx, access, &call.with(()), *bid, *reason);
    }
    let Some((listing, asked)) = asked(call.command) else { return Ok(()) };
    let listing: Listing = access.see(tx, listing)?;
    access.require(call.command.permission(), listing.community, None)?;
    bidding::execute(tx, &call.with(()), &listing, asked)
}

const fn asked(command: &Command) -> Option<(Id, Asked)> {
    match command {
        Command::PlaceBid { listing, bid, max_minor, seen_listing_rev } => Some((
            *listing,
            Asked {
                bid: *bid,
                kind: BidKind::Proxy,
                max_minor: *max_minor,
                seen_listing_rev: *seen_listing_rev,
            },
        )),
        Command::Buy { listing, bid, price_minor, seen_listing_rev } => Some((
            *listing,
            Asked {
                bid: *bid,
                kind: BidKind::Outright,
                max_minor: *price_minor,
                seen_listing_rev: *seen_listing_rev,
            },
        )),
        _ => None,
    }
}

fn moderate(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let permission = call.command.permission();
    match call.command {
        Command::ApproveBidder { listing, user } => {
            let listing: Listing = access.see(tx, *listing)?;
            access.require(permission, listing.community, None)?;
            let mut record = record(tx, listing.community, *user)?;
            record.approved.retain(|approved| *approved != listing.id);
            record.approved.push(listing.id);
            if record.approved.len() > APPROVALS_MAX {
                record.approved.remove(0);
            }
            Ok(tx.put(&record)?)
        }
        Command::SetBidder { community, user, blocked } => {
            access.require(permission, *community, None)?;
            Ok(tx.put(&BidderRecord { blocked: *blocked, ..BidderRecord::clean(*community, *user) })?)
        }
        Command::RemoveBids { listing, reason, .. } => {
            let listing: Listing = access.see(tx, *listing)?;
            access.require(permission, listing.community, None)?;
            Check::new().line("reason", reason, setup::REASON_CHARS_MAX).done()?;
            if listing.status == ListingStatus::Active { Ok(()) } else { Err(Code::InvalidState.into()) }
        }
        _ => Ok(()),
    }
}

fn keep_time(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    match call.command {
        Command::Close { listing } => {
            let listing: Listing = access.see(tx, *listing)?;
            ending::may_close(tx, &listing, call.now)
        }
        Command::RemindPayment { sale, day } => ending::may_remind(&access.see(tx, *sale)?, *day, call.now),
        Command::FollowUp { sale } => ending::may_follow_up(&access.see(tx, *sale)?, call.now),
        Command::PassSaleTime { sale } => sales::may_pass_time(&access.see(tx, *sale)?, call.now),
        Command::LapseOffer { offer } => ending::may_lapse(&access.see(tx, *offer)?, call.now),
        Command::RevealReview { review } => {
            let review: Review = access.see(tx, *review)?;
            reviews::may_reveal(&review, &call.with(()))
        }
        Command::ImportBid { listing, .. } => {
            let listing: Listing = access.see(tx, *listing)?;
            if listing.status == ListingStatus::Draft { Ok(()) } else { Err(Code::InvalidState.into()) }
        }
        _ => Ok(()),
    }
}

/// What lies beyond the actor's sight: the book of a lot, sales, and who is told.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn settle(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let about = &call.with(());
    match call.command {
        Command::CreateListing { .. }
        | Command::ImportListing { .. }
        | Command::ApproveBidder { .. }
        | Command::SetBidder { .. } => Ok(()),
        Command::Activate { listing } => setup::settle_activate(tx, *listing, call.now),
        Command::EditListing { listing, .. } => setup::settle_edit(tx, *listing, call.now),
        Command::CancelListing { listing, .. } => setup::settle_cancel(tx, about, *listing),
        Command::AddAddendum { listing, .. } => setup::settle_add(tx, about, *listing),
        Command::PlaceBid { .. } | Command::Buy { .. } => match asked(call.command) {
            Some((listing, asked)) => bidding::settle(tx, about, listing, asked),
            None => Ok(()),
        },
        Command::RetractBid { bid, reason } => bidding::settle_retract(tx, about, *bid, *reason),
        Command::RemoveBids { listing, user, .. } => bidding::settle_remove(tx, about, *listing, *user),
        Command::AcceptOffer { offer } | Command::DeclineOffer { offer } => {
            ending::settle_answer(tx, about, *offer)
        }
        Command::StepSale { sale, .. } => sales::settle(tx, about, *sale),
        Command::PassSaleTime { sale } => sales::settle_pass_time(tx, about, *sale),
        Command::WriteReview { sale, .. } => reviews::settle_write(tx, about, *sale),
        Command::Close { listing } => ending::settle_close(tx, about, *listing),
        Command::RemindPayment { sale, day } => ending::settle_remind(tx, about, *sale, *day),
        Command::FollowUp { sale } => ending::settle_follow_up(tx, about, *sale),
        Command::LapseOffer { offer } => ending::settle_lapse(tx, about, *offer),
        Command::RevealReview { review } => reviews::settle_reveal(tx, about, *review),
        Command::ImportBid { listing, bid, bidder, max_minor, at, let_in } => {
            bidding::import(tx, about, *listing, (*bid, *bidder, *max_minor, *at), *let_in)
        }
    }
}

/// What a letter tells whoever bid or bought (requirement A8). How far somebody would go stays out of it: letters
/// pass through other hands.
///
/// # Errors
/// The store's fault.
pub fn confirms(tx: &mut Tx<'_>, command: &Command) -> Result<Option<Confirmation>, Fault> {
    let (word, listing) = match command {
        Command::PlaceBid { listing, .. } => ("bid", listing),
        Command::Buy { listing, .. } => ("purchase", listing),
        _ => return Ok(None),
    };
    Ok(tx.get::<Listing>(*listing)?.map(|listing| Confirmation { word, name: listing.title }))
}

fn record(tx: &mut Tx<'_>, community: Id, user: Id) -> Result<BidderRecord, Fault> {
    let found = tx.get::<BidderRecord>(BidderRecord::id_of(community, user))?;
    Ok(found.unwrap_or_else(|| BidderRecord::clean(community, user)))
}

fn required(field: &str) -> Stop {
    crate::refusal::Refusal::new(Code::ValidationFailed).field(field, "required").into()
}
