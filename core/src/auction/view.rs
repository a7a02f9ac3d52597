//! What the screens about the market show: the list with its search, one listing in full, a person's own
//! bids and listings, a seller's reputation.

use std::collections::BTreeMap;

use serde::Serialize;

use super::bidding::visible;
use super::closing::Phase;
use super::deal::{OfferStatus, Reputation, Review, Sale, SecondChanceOffer};
use super::lot::Reserve;
pub use super::market::{After, Filter, MarketPage, Order, market};
use super::model::{
    Condition, Handover, Listing, ListingAddendum, ListingKind, ListingPicture, ListingReserve,
    ListingStatus, MarketCategory,
};
use super::standing::{Bid, BidEvent, BidKind, BidStanding, BidStatus, Lot};
use crate::access::{Access, Viewer};
use crate::call::Actor;
use crate::id::Id;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Bids in a person's list at most, the latest.
pub const BIDS_PER_LIST_MAX: usize = 500;

/// A listing as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListingCard {
    /// The listing.
    pub id: Id,
    /// How it is sold.
    pub kind: ListingKind,
    /// Where it stands by what was decided; its words are [`ListingStatus::message_key`].
    pub status: ListingStatus,
    /// Where it is by the clock; while it is shown.
    pub phase: MarketPhase,
    /// Whether this device's change of it waits for the server.
    pub waiting: bool,
    /// One line, in the seller's language.
    pub title: String,
    /// Content hash of its first picture.
    pub picture: Option<String>,
    /// What it is.
    pub category: MarketCategory,
    /// In what condition.
    pub condition: Condition,
    /// How it comes to the buyer.
    pub handover: Handover,
    /// The hub where it changes hands.
    pub hub: Option<Id>,
    /// Who sells it.
    pub seller: Id,
    /// The seller's name.
    pub seller_name: String,
    /// ISO 4217 code of its amounts.
    pub currency: String,
    /// The price now, in minor units, by the server.
    pub price_minor: i64,
    /// The least that the viewer may name now, in minor units.
    pub next_minor: i64,
    /// The price of buying outright, in minor units, while that is offered.
    pub buy_now_minor: Option<i64>,
    /// What is said about the reserve price.
    pub reserve: Reserve,
    /// Bids in its history.
    pub bids: i64,
    /// How many people have bid.
    pub bidders: i64,
    /// Bids are taken from here on; nothing while it is a draft.
    pub opens_at: Option<Timestamp>,
    /// The end as it stands: the server's time, with extensions.
    pub ends_at: Timestamp,
    /// Whether late bids have moved the end.
    pub extended: bool,
    /// The server's time of price and end.
    pub as_of: Option<Timestamp>,
    /// Where the viewer stands.
    pub mine: Mine,
}

/// Where a shown listing is by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarketPhase {
    /// Bids are not taken yet.
    Upcoming,
    /// Bids are taken.
    Open,
    /// It is over.
    Ended,
}

/// Where the viewer stands on a listing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mine {
    /// Whether it is the viewer's own.
    pub is_seller: bool,
    /// Whether the viewer has a bid that the server took.
    pub has_bid: bool,
    /// Whether the viewer leads.
    pub leads: bool,
    /// The number under which the history names the viewer.
    pub number: Option<i64>,
    /// The viewer's highest maximum that stands, in minor units.
    pub max_minor: Option<i64>,
    /// A maximum that waits on this device and is not placed yet, in minor units.
    pub waiting_minor: Option<i64>,
}

/// One listing in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListingPage {
    /// As in the list.
    pub card: ListingCard,
    /// Any number of lines, in the seller's language.
    pub description: String,
    /// Content hashes of its pictures, in order.
    pub pictures: Vec<String>,
    /// The starting price or the fixed price, in minor units.
    pub start_minor: i64,
    /// What was added, with dates, the earliest first.
    pub addenda: Vec<ListingAddendum>,
    /// The revision to name with a bid.
    pub listing_rev: i64,
    /// Whether there was a bid: its words can only be added to.
    pub frozen: bool,
    /// The end without extensions.
    pub scheduled_end: Timestamp,
    /// A bid within this time of the end moves it, in ms.
    pub soft_close_ms: i64,
    /// The public bid history, the latest first; the prices in it are the price's history.
    pub history: Vec<BidEvent>,
    /// The viewer's own bids, the latest first.
    pub own_bids: Vec<Bid>,
    /// What the seller is known for.
    pub seller: Reputation,
    /// The reserve price, for the seller.
    pub reserve_minor: Option<i64>,
    /// Why it was called off.
    pub cancel_reason: Option<String>,
    /// The sale, for its two sides.
    pub sale: Option<Sale>,
    /// An offer to the viewer.
    pub offer: Option<SecondChanceOffer>,
}

/// A listing that the viewer has bid on, with the latest bid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BidLine {
    /// The listing.
    pub card: ListingCard,
    /// The latest bid.
    pub bid: Bid,
    /// An offer to the viewer that can be taken now.
    pub offer: Option<SecondChanceOffer>,
    /// The sale to the viewer.
    pub sale: Option<Sale>,
}

/// What is known of a person in the market.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReputationPage {
    /// The figures.
    pub figures: Reputation,
    /// The reviews that the viewer may see, the latest first.
    pub reviews: Vec<Review>,
}

/// One listing in full.
///
/// # Errors
/// The store's fault.
pub fn listing(tx: &mut Tx<'_>, viewer: &Viewer, listing: Id) -> Result<Option<ListingPage>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let Some(listing) = access.find::<Listing>(tx, listing)? else { return Ok(None) };
    let of_listing = [Value::from(listing.id)];
    let pictures = tx.select::<ListingPicture>("listing = ? ORDER BY position", &of_listing)?;
    let own = [Value::from(listing.id), Value::from(viewer.user)];
    let offer = tx.get::<SecondChanceOffer>(SecondChanceOffer::id_of(listing.id, viewer.user))?;
    let sales = tx.select::<Sale>("listing = ? ORDER BY sold_at DESC, id", &of_listing)?;
    let reserve = tx.get::<ListingReserve>(listing.id)?;
    Ok(Some(ListingPage {
        card: card(tx, viewer, &listing)?,
        description: listing.description.clone(),
        pictures: pictures.into_iter().map(|picture| picture.picture).collect(),
        start_minor: listing.start_minor,
        addenda: tx.select("listing = ? ORDER BY listing_rev", &of_listing)?,
        listing_rev: listing.listing_rev,
        frozen: listing.frozen,
        scheduled_end: listing.ends_at,
        soft_close_ms: listing.soft_close.window_ms,
        history: tx.select("listing = ? ORDER BY number DESC", &of_listing)?,
        own_bids: tx.select("listing = ? AND user_id = ? ORDER BY made_at DESC, id", &own)?,
        seller: known(tx, listing.community, listing.seller)?,
        reserve_minor: reserve.filter(|it| it.seller == viewer.user).map(|it| it.reserve_minor),
        cancel_reason: listing.cancel_reason.clone(),
        sale: sales.into_iter().find(|sale| sees(sale, viewer.user)),
        offer,
    }))
}

/// The listings that a person has bid on or bought, the latest bid first.
///
/// # Errors
/// The store's fault.
pub fn my_bids(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<Vec<BidLine>, Fault> {
    let bids = super::bidding::own_bids(tx, viewer.user, BIDS_PER_LIST_MAX)?;
    let mut seen = BTreeMap::new();
    let mut lines = Vec::new();
    for bid in bids {
        if seen.insert(bid.listing, ()).is_some() {
            continue;
        }
        let Some(listing) = tx.get::<Listing>(bid.listing)? else { continue };
        let offer = tx.get::<SecondChanceOffer>(SecondChanceOffer::id_of(listing.id, viewer.user))?;
        let open =
            |offer: &SecondChanceOffer| offer.status == OfferStatus::Open && viewer.now < offer.open_until;
        let sale = tx.get::<Sale>(Sale::id_of(listing.id, viewer.user))?;
        lines.push(BidLine { card: card(tx, viewer, &listing)?, bid, offer: offer.filter(open), sale });
    }
    Ok(lines)
}

/// A person's own listings: drafts first, then what runs by its end, then what is over, the latest first.
///
/// # Errors
/// The store's fault.
pub fn my_listings(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<Vec<ListingCard>, Fault> {
    let clause = format!("seller = ? ORDER BY created_at DESC, id LIMIT {BIDS_PER_LIST_MAX}");
    let found = tx.select::<Listing>(&clause, &[Value::from(viewer.user)])?;
    let mut cards = cards(tx, viewer, &found)?;
    cards.sort_by_key(|card| match card.status {
        ListingStatus::Draft => (0, 0),
        ListingStatus::Active => (1, card.ends_at.0),
        _ => (2, -card.ends_at.0),
    });
    Ok(cards)
}

/// The listings that change hands at a hub, for its people: what runs by its end, then what is over.
///
/// # Errors
/// The store's fault.
pub fn of_hub(tx: &mut Tx<'_>, viewer: &Viewer, hub: Id) -> Result<Vec<ListingCard>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let clause = format!(
        "hub = ? AND status <> 'draft' ORDER BY status = 'active' DESC, ends_at DESC, id LIMIT {BIDS_PER_LIST_MAX}"
    );
    let mut found = tx.select::<Listing>(&clause, &[Value::from(hub)])?;
    found.retain(|listing| access.member(listing.community).is_some());
    let mut cards = cards(tx, viewer, &found)?;
    cards.sort_by_key(|card| match card.phase {
        MarketPhase::Open if card.status == ListingStatus::Active => (0, card.ends_at.0),
        MarketPhase::Upcoming => (1, card.ends_at.0),
        _ => (2, -card.ends_at.0),
    });
    Ok(cards)
}

/// A person's sales, as buyer or seller, the latest first.
///
/// # Errors
/// The store's fault.
pub fn my_sales(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<Vec<Sale>, Fault> {
    let clause = format!("(buyer = ? OR seller = ?) ORDER BY sold_at DESC, id LIMIT {BIDS_PER_LIST_MAX}");
    tx.select(&clause, &[viewer.user.into(), viewer.user.into()])
}

/// What a person is known for in a community.
///
/// # Errors
/// The store's fault.
pub fn reputation(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    user: Id,
) -> Result<ReputationPage, Fault> {
    let clause = format!(
        "subject = ? AND community = ? AND (revealed = 1 OR author = ?)
         ORDER BY written_at DESC, id LIMIT {BIDS_PER_LIST_MAX}"
    );
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let mut reviews = tx.select::<Review>(&clause, &[user.into(), community.into(), viewer.user.into()])?;
    reviews.retain(|review| access.member(review.community).is_some());
    Ok(ReputationPage { figures: known(tx, community, user)?, reviews })
}

fn known(tx: &mut Tx<'_>, community: Id, user: Id) -> Result<Reputation, Fault> {
    super::reviews::reputation(tx, community, user)
}

fn sees(sale: &Sale, user: Id) -> bool {
    sale.buyer == user || sale.seller == user
}

fn cards(tx: &mut Tx<'_>, viewer: &Viewer, listings: &[Listing]) -> Result<Vec<ListingCard>, Fault> {
    listings.iter().map(|listing| card(tx, viewer, listing)).collect()
}

pub(super) fn card(tx: &mut Tx<'_>, viewer: &Viewer, listing: &Listing) -> Result<ListingCard, Fault> {
    let lot = tx.get::<Lot>(listing.id)?;
    let state = visible(tx, listing, viewer.user)?;
    let clause = "listing = ? AND position = 0 ORDER BY id";
    let picture = tx.select::<ListingPicture>(clause, &[Value::from(listing.id)])?.into_iter().next();
    let mine = mine(tx, viewer, listing, lot.as_ref())?;
    let over = !matches!(listing.status, ListingStatus::Draft | ListingStatus::Active);
    let phase = match state.phase(viewer.now) {
        _ if over => MarketPhase::Ended,
        Phase::NotOpenYet => MarketPhase::Upcoming,
        Phase::Open => MarketPhase::Open,
        Phase::Ended => MarketPhase::Ended,
    };
    let next_minor = match mine.max_minor.filter(|_| mine.leads) {
        Some(own) => own.saturating_add(1),
        None => state.next_minor(),
    };
    let reserve = if listing.has_reserve { Reserve::NotMet } else { Reserve::None };
    Ok(ListingCard {
        id: listing.id,
        kind: listing.kind,
        status: listing.status,
        phase,
        waiting: tx.confirmed::<Listing>(listing.id)?.is_some(),
        title: listing.title.clone(),
        picture: picture.map(|picture| picture.picture),
        category: listing.category,
        condition: listing.condition,
        handover: listing.handover,
        hub: listing.hub,
        seller: listing.seller,
        seller_name: listing.seller_name.clone(),
        currency: listing.currency.code().to_owned(),
        price_minor: lot.as_ref().map_or(listing.start_minor, |lot| lot.price_minor),
        next_minor,
        buy_now_minor: lot.as_ref().map_or(listing.terms(None).buy_now_minor, |lot| lot.buy_now_minor),
        reserve: lot.as_ref().map_or(reserve, |lot| lot.reserve),
        bids: lot.as_ref().map_or(0, |lot| lot.bids),
        bidders: lot.as_ref().map_or(0, |lot| lot.bidders),
        opens_at: listing.opens_at,
        ends_at: lot.as_ref().map_or(listing.ends_at, |lot| lot.ends_at),
        extended: lot.as_ref().is_some_and(|lot| lot.ends_at > listing.ends_at),
        as_of: lot.map(|lot| lot.as_of),
        mine,
    })
}

fn mine(tx: &mut Tx<'_>, viewer: &Viewer, listing: &Listing, lot: Option<&Lot>) -> Result<Mine, Fault> {
    let standing = tx.get::<BidStanding>(BidStanding::id_of(listing.id, viewer.user))?;
    let clause = "listing = ? AND user_id = ? AND status = 'waiting' ORDER BY made_at DESC, id DESC LIMIT 1";
    let waiting = tx.select::<Bid>(clause, &[listing.id.into(), viewer.user.into()])?;
    let is_waiting = |bid: &Bid| bid.status == BidStatus::Waiting && bid.kind == BidKind::Proxy;
    let number = standing.as_ref().map(|standing| standing.number);
    Ok(Mine {
        is_seller: listing.seller == viewer.user,
        has_bid: standing.as_ref().is_some_and(|standing| standing.max_minor.is_some()),
        leads: number.is_some() && number == lot.and_then(|lot| lot.leader),
        number,
        max_minor: standing.and_then(|standing| standing.max_minor),
        waiting_minor: waiting.iter().find(|bid| is_waiting(bid)).map(|bid| bid.max_minor),
    })
}
