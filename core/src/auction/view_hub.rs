//! What the screens of those who run a hub show of its market: the sales that change hands there, what can be
//! done with a listing, and who is kept from bidding. The same rules decide when it is done.

use serde::Serialize;

use super::command::SaleStep;
use super::deal::Sale;
use super::model::{Listing, ListingStatus};
use super::retraction::RETRACTION_COUNT_MS;
use super::sales::role;
use super::standing::{BidderRecord, Lot};
use super::view::BIDS_PER_LIST_MAX;
use crate::access::{Access, Permission, Viewer};
use crate::call::Actor;
use crate::community::model::Member;
use crate::id::Id;
use crate::ordering::sale::sale_step;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// A sale, with what the viewer can do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SaleCard {
    /// The sale.
    pub sale: Sale,
    /// The steps that are open to the viewer.
    pub can: Vec<SaleStep>,
}

/// What the viewer can do with a listing now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "one flag for each thing that can be done")]
pub struct ListingActions {
    /// Change it; once there was a bid, only its reserve price and its end.
    pub edit: bool,
    /// Show it to the community.
    pub activate: bool,
    /// Call it off, or throw a draft away.
    pub cancel: bool,
    /// Whether calling it off takes a reason.
    pub needs_reason: bool,
    /// Add to what it says.
    pub add: bool,
    /// Take a person's bids out, and let a person bid all the same.
    pub moderate: bool,
}

/// What is kept of a person as a bidder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BidderCard {
    /// The person.
    pub user: Id,
    /// Their name; empty when they have left.
    pub name: String,
    /// Lots that were won and not paid since the record was last cleared.
    pub strikes: u32,
    /// Bids taken back that still count.
    pub retractions: usize,
    /// Whether they need an admin's word for a bid.
    pub held: bool,
    /// Whether they may not bid at all.
    pub blocked: bool,
}

/// The sales that change hands at a hub and are known here, what needs the viewer first, then the latest.
///
/// # Errors
/// The store's fault.
pub fn hub_sales(tx: &mut Tx<'_>, viewer: &Viewer, hub: Id) -> Result<Vec<SaleCard>, Fault> {
    let clause = format!("hub = ? ORDER BY sold_at DESC, id LIMIT {BIDS_PER_LIST_MAX}");
    let found = tx.select::<Sale>(&clause, &[Value::from(hub)])?;
    let mut cards = cards(tx, viewer, found)?;
    cards.sort_by_key(|card| card.can.is_empty());
    Ok(cards)
}

/// The sales of a listing that are known here: the one that stands, and those that came to nothing.
///
/// # Errors
/// The store's fault.
pub fn sales_of(tx: &mut Tx<'_>, viewer: &Viewer, listing: Id) -> Result<Vec<SaleCard>, Fault> {
    let found = tx.select::<Sale>("listing = ? ORDER BY sold_at DESC, id", &[Value::from(listing)])?;
    cards(tx, viewer, found)
}

/// How many sales at a hub wait for its people: for the money, or for the goods to be handed over.
///
/// # Errors
/// The store's fault.
pub fn waiting_sales(tx: &mut Tx<'_>, viewer: &Viewer, hub: Id) -> Result<usize, Fault> {
    let forward = |step: &SaleStep| matches!(step, SaleStep::Pay | SaleStep::HandOver);
    Ok(hub_sales(tx, viewer, hub)?.iter().filter(|card| card.can.iter().any(forward)).count())
}

fn cards(tx: &mut Tx<'_>, viewer: &Viewer, sales: Vec<Sale>) -> Result<Vec<SaleCard>, Fault> {
    let actor = Actor::Person(viewer.user);
    let access = Access::load(tx, actor)?;
    let card = |sale: Sale| {
        let role = role(&sale, &access, actor);
        let open = |step: &SaleStep| sale_step(sale.state, step.command(), role).is_ok();
        let can = SaleStep::ALL.iter().copied().filter(open).collect();
        SaleCard { sale, can }
    };
    let sees = |sale: &Sale| access.member(sale.community).is_some();
    Ok(sales.into_iter().filter(sees).map(card).collect())
}

/// What the viewer can do with a listing now; nothing with one that they do not see.
///
/// # Errors
/// The store's fault.
pub fn can(tx: &mut Tx<'_>, viewer: &Viewer, listing: Id) -> Result<ListingActions, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let Some(listing) = access.find::<Listing>(tx, listing)? else { return Ok(ListingActions::default()) };
    let own = listing.seller == viewer.user;
    let may = |permission| access.require(permission, listing.community, None).is_ok();
    let (sells, moderates) = (own && may(Permission::Sell), may(Permission::ModerateMarket));
    let draft = listing.status == ListingStatus::Draft;
    let active = listing.status == ListingStatus::Active;
    let runs = viewer.now < listing.ends_at;
    let until = listing.ends_at.plus(listing.soft_close.cap_ms);
    // Late bids move the end of a lot, and with it the time in which bids are taken out.
    let ends_at = tx.get::<Lot>(listing.id)?.map_or(listing.ends_at, |lot| lot.ends_at);
    Ok(ListingActions {
        edit: sells && (draft || (active && runs)),
        activate: sells && draft,
        cancel: (sells && draft) || (active && (moderates || (sells && !listing.frozen))),
        needs_reason: active && listing.frozen,
        add: sells && active && viewer.now < until,
        moderate: moderates && active && viewer.now < ends_at,
    })
}

/// The people of a community of whom something is kept as bidders, by name. Empty for whoever may not decide
/// about them.
///
/// # Errors
/// The store's fault.
pub fn bidders(tx: &mut Tx<'_>, viewer: &Viewer, community: Id) -> Result<Vec<BidderCard>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    if access.require(Permission::ModerateMarket, community, None).is_err() {
        return Ok(Vec::new());
    }
    let clause = format!("community = ? ORDER BY id LIMIT {BIDS_PER_LIST_MAX}");
    let mut cards = Vec::new();
    for record in tx.select::<BidderRecord>(&clause, &[Value::from(community)])? {
        let member = tx.get::<Member>(Member::id_of(community, record.user_id))?;
        let counts = |at: &&Timestamp| viewer.now.since(**at) < RETRACTION_COUNT_MS;
        cards.push(BidderCard {
            user: record.user_id,
            name: member.map(|member| member.display_name).unwrap_or_default(),
            strikes: record.strikes,
            retractions: record.retracted_at.iter().filter(counts).count(),
            // An approval is for one listing; here it is asked for any other.
            held: record.check(Id::default(), viewer.now).is_err(),
            blocked: record.blocked,
        });
    }
    cards.retain(|card| card.blocked || card.strikes > 0 || card.retractions > 0);
    cards.sort_by(|one, other| one.name.cmp(&other.name).then(one.user.cmp(&other.user)));
    Ok(cards)
}
