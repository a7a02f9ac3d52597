//! What watchers of an auction are told: its price, a later end, and that it is over.

use super::lot::Reserve;
use super::model::{Listing, ListingStatus};
use super::standing::Lot;
use crate::access::{Access, Permission};
use crate::call::Actor;
use crate::id::Id;
use crate::live::{Change, Event, Kind, Told, Topic};
use crate::store::{Fault, Tx};

/// The changes that a written row makes known.
#[must_use]
pub fn announce_row(table: &str, id: Id) -> Vec<Change> {
    let kinds: &[Kind] = match table {
        "lot" => &[Kind::AuctionPriceChanged, Kind::AuctionExtended],
        "listing" => &[Kind::AuctionClosed],
        _ => &[],
    };
    kinds.iter().map(|kind| Change::of(Topic::AUCTION, id, *kind)).collect()
}

/// What a change of an auction is told as; nothing while it is no longer than planned, or not over.
///
/// # Errors
/// The store's fault.
pub fn tell(tx: &mut Tx<'_>, change: &Change) -> Result<Option<Told>, Fault> {
    let Some(listing) = tx.get::<Listing>(change.about)? else { return Ok(None) };
    let lot: Option<Lot> = tx.get(listing.id)?;
    let currency = || listing.currency.code().to_owned();
    let event = match (change.kind, lot) {
        (Kind::AuctionPriceChanged, Some(lot)) => Event::AuctionPriceChanged {
            listing: listing.id,
            price_minor: lot.price_minor,
            currency: currency(),
            bids: lot.bids,
            reserve_met: match lot.reserve {
                Reserve::None => None,
                Reserve::NotMet => Some(false),
                Reserve::Met => Some(true),
            },
            ends_at: lot.ends_at,
        },
        (Kind::AuctionExtended, Some(lot)) if lot.ends_at > listing.ends_at => {
            Event::AuctionExtended { listing: listing.id, ends_at: lot.ends_at }
        }
        (Kind::AuctionClosed, lot) if is_over(&listing) => Event::AuctionClosed {
            listing: listing.id,
            sold: listing.status == ListingStatus::Sold,
            price_minor: lot.map_or(listing.start_minor, |lot| lot.price_minor),
            currency: currency(),
        },
        _ => return Ok(None),
    };
    Ok(Some(Told { event, scope: listing.market_scopes().into_iter().next() }))
}

const fn is_over(listing: &Listing) -> bool {
    matches!(listing.status, ListingStatus::Sold | ListingStatus::Unsold | ListingStatus::Cancelled)
}

/// What somebody is told who begins to watch an auction; nothing when they may not.
///
/// # Errors
/// The store's fault.
pub fn watch(tx: &mut Tx<'_>, user: Id, listing: Id) -> Result<Option<Vec<Change>>, Fault> {
    let access = Access::load(tx, Actor::Person(user))?;
    let Some(listing) = access.find::<Listing>(tx, listing)? else { return Ok(None) };
    if access.require(Permission::WatchCounts, listing.community, listing.hub).is_err() {
        return Ok(None);
    }
    let kinds = [Kind::AuctionPriceChanged, Kind::AuctionExtended, Kind::AuctionClosed];
    Ok(Some(kinds.map(|kind| Change::of(Topic::AUCTION, listing.id, kind)).to_vec()))
}
