//! The market of a hub: its lots, running and over, and one lot with its bids and the path of its price. Bids are
//! shown as everybody may see them, under numbers; a maximum is never here.

use hubbub_core::access::Viewer;
use hubbub_core::auction::lot::Reserve;
use hubbub_core::auction::model::{Handover, ListingKind, ListingStatus};
use hubbub_core::auction::standing::{BidEvent, BidEventKind};
use hubbub_core::auction::view::{self, ListingCard, ListingPage, MarketPhase};
use hubbub_core::auction::view_hub::{self, ListingActions, SaleCard};
use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Tx};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::One;
use super::auction_form::{AuctionFields, fields_of};
use super::content::word;
use super::sales::{SaleLine, sale_line};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Which lots.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AuctionsFilter {
    /// The hub where they change hands.
    pub hub: Ref,
    /// `running`, `ended`, or `drafts` of one's own.
    pub show: String,
}

/// A lot in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AuctionLine {
    /// The listing.
    pub id: Ref,
    /// What is sold.
    pub title: String,
    /// A picture's name, for the call `picture`.
    pub picture: Option<String>,
    /// `auction` or `fixed`.
    pub kind: String,
    /// That in words.
    pub kind_text: String,
    /// `draft`, `upcoming`, `open`, `ended`, `sold`, `unsold` or `cancelled`.
    pub state: String,
    /// That in words.
    pub state_text: String,
    /// Who sells.
    pub seller: String,
    /// The price now.
    pub price: String,
    /// What is said about the reserve price; empty without one.
    pub reserve: String,
    /// How many bids, in words.
    pub bids: String,
    /// When it begins or ends.
    pub when: String,
    /// Whether late bids have moved the end.
    pub extended: bool,
    /// Whether it is the viewer's own.
    pub mine: bool,
    /// Whether changes of it wait for the server.
    pub pending: bool,
}

/// A line of the bid history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BidRow {
    /// Its place in the history, from 1.
    pub number: i64,
    /// What happened.
    pub text: String,
    /// Who, by number.
    pub bidder: String,
    /// Who leads since then, by number; empty when nobody does.
    pub leader: String,
    /// The price since then.
    pub price: String,
    /// When, by the server.
    pub at: String,
}

/// The path of a price, as steps from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct PricePath {
    /// The corners in order: thousandths of the width and of the height, from the left and from below.
    pub points: Vec<PathPoint>,
    /// The highest price on it.
    pub high: String,
    /// When it begins.
    pub from: String,
    /// When it ends.
    pub until: String,
}

/// A corner of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PathPoint {
    /// Thousandths of the width, from the left.
    pub x: i64,
    /// Thousandths of the height, from below.
    pub y: i64,
}

/// What was added to a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AddendumLine {
    /// What.
    pub text: String,
    /// When.
    pub at: String,
}

/// One lot in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AuctionPage {
    /// As in the list.
    pub line: AuctionLine,
    /// What it says.
    pub description: String,
    /// Names of its pictures, for the call `picture`.
    pub pictures: Vec<String>,
    /// What was added, the earliest first.
    pub addenda: Vec<AddendumLine>,
    /// Facts in words: category, condition, handover, prices, times.
    pub facts: Vec<String>,
    /// Why it was called off; empty when it was not, or nobody said.
    pub cancel_reason: String,
    /// The bids, the latest first.
    pub bids: Vec<BidRow>,
    /// The path of the price.
    pub path: PricePath,
    /// The sales that followed, the latest first.
    pub sales: Vec<SaleLine>,
    /// What can be done now.
    pub can: AuctionActions,
    /// As the form shows it, for its seller.
    pub form: Option<AuctionFields>,
    /// Whether there was a bid: the words can only be added to.
    pub frozen: bool,
}

/// What can be done with a lot now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[expect(clippy::struct_excessive_bools, reason = "one flag for each button of the screen")]
pub struct AuctionActions {
    /// Change it.
    pub edit: bool,
    /// Show it to the community.
    pub activate: bool,
    /// Call it off, or throw the draft away.
    pub cancel: bool,
    /// Whether calling it off takes a reason.
    pub needs_reason: bool,
    /// Add to what it says.
    pub add: bool,
    /// Take a person's bids out, and let a person bid all the same.
    pub moderate: bool,
}

impl From<ListingActions> for AuctionActions {
    fn from(can: ListingActions) -> Self {
        let ListingActions { edit, activate, cancel, needs_reason, add, moderate } = can;
        Self { edit, activate, cancel, needs_reason, add, moderate }
    }
}

/// The lots of a hub.
pub(super) fn auctions(desktop: &Desktop, filter: AuctionsFilter) -> Result<Vec<AuctionLine>, Problem> {
    let say = desktop.say();
    let hub = Id::from(filter.hub);
    let cards = desktop.view(|tx, viewer| match filter.show.as_str() {
        "drafts" => {
            let mut own = view::my_listings(tx, viewer)?;
            own.retain(|card| card.status == ListingStatus::Draft && card.hub == Some(hub));
            Ok(own)
        }
        show => {
            let mut all = view::of_hub(tx, viewer, hub)?;
            all.retain(|card| (card.phase == MarketPhase::Ended) == (show == "ended"));
            Ok(all)
        }
    })?;
    cards.iter().map(|card| line(desktop, card, &say)).collect()
}

fn line(desktop: &Desktop, card: &ListingCard, say: &Say) -> Result<AuctionLine, Problem> {
    let pending = desktop.client.is_pending("listing", card.id).map_err(|failed| desktop.failed(&failed))?;
    let (state, state_text) = match (card.status, card.phase) {
        (ListingStatus::Active, MarketPhase::Upcoming) => {
            ("upcoming".to_owned(), say.text("desk-lot-upcoming"))
        }
        (ListingStatus::Active, MarketPhase::Open) => {
            let is_auction = card.kind == ListingKind::Auction;
            ("open".to_owned(), say.text(if is_auction { "desk-lot-open" } else { "listing-state-active" }))
        }
        (ListingStatus::Active, MarketPhase::Ended) => ("ended".to_owned(), say.text("desk-lot-ended")),
        (status, _) => (word(status), say.text(status.message_key())),
    };
    let when = match (card.phase, card.opens_at) {
        (MarketPhase::Upcoming, Some(at)) => ("auction-opens", at),
        (MarketPhase::Ended, _) => ("auction-ended", card.ends_at),
        _ => ("auction-ends", card.ends_at),
    };
    Ok(AuctionLine {
        id: card.id.into(),
        title: card.title.clone(),
        picture: card.picture.clone(),
        kind: word(card.kind),
        kind_text: say.text(card.kind.message_key()),
        state,
        state_text,
        seller: card.seller_name.clone(),
        price: say.money(card.price_minor, &card.currency),
        reserve: match card.reserve {
            Reserve::None => String::new(),
            Reserve::Met => say.text("reserve-met"),
            Reserve::NotMet => say.text("reserve-not-met"),
        },
        bids: say.with("auction-bids", &[("count", card.bids.into())]),
        when: say.with(when.0, &[("at", say.date_time(when.1).into())]),
        extended: card.extended,
        mine: card.mine.is_seller,
        pending,
    })
}

/// All that the page of a lot is made of.
#[derive(Default)]
struct Found {
    page: Option<ListingPage>,
    can: ListingActions,
    sales: Vec<SaleCard>,
    now: Timestamp,
}

fn find(tx: &mut Tx<'_>, viewer: &Viewer, listing: Id) -> Result<Found, Fault> {
    Ok(Found {
        page: view::listing(tx, viewer, listing)?,
        can: view_hub::can(tx, viewer, listing)?,
        sales: view_hub::sales_of(tx, viewer, listing)?,
        now: viewer.now,
    })
}

/// One lot.
pub(super) fn auction(desktop: &Desktop, One { id }: One) -> Result<Option<AuctionPage>, Problem> {
    let say = desktop.say();
    let found = desktop.view(|tx, viewer| find(tx, viewer, id.into()))?;
    let Some(page) = &found.page else { return Ok(None) };
    let addendum = |it: &hubbub_core::auction::model::ListingAddendum| AddendumLine {
        text: it.text.clone(),
        at: say.date_time(it.added_at),
    };
    let sales = found.sales.iter().map(|card| sale_line(desktop, card, &say)).collect::<Result<_, _>>()?;
    Ok(Some(AuctionPage {
        line: line(desktop, &page.card, &say)?,
        description: page.description.clone(),
        pictures: page.pictures.clone(),
        addenda: page.addenda.iter().map(addendum).collect(),
        facts: facts(page, &say),
        cancel_reason: page.cancel_reason.clone().unwrap_or_default(),
        bids: page.history.iter().map(|bid| bid_row(bid, &page.card.currency, &say)).collect(),
        path: path(page, found.now, &say),
        sales,
        can: found.can.into(),
        form: page.card.mine.is_seller.then(|| fields_of(page, &say)),
        frozen: page.frozen,
    }))
}

fn facts(page: &ListingPage, say: &Say) -> Vec<String> {
    let card = &page.card;
    let money = |minor| say.money(minor, &card.currency);
    let handover = match card.handover {
        Handover::Pickup => "handover-pickup",
        Handover::Delivery => "handover-delivery",
        Handover::Either => "handover-either",
    };
    let of_words =
        [card.category.message_key(), card.condition.message_key(), handover].map(|key| say.text(key));
    let buy_now = card.buy_now_minor.filter(|_| card.phase != MarketPhase::Ended);
    let buy_now = buy_now.map(|minor| say.with("auction-buy-now", &[("price", money(minor).into())]));
    let reserve =
        page.reserve_minor.map(|minor| say.with("desk-lot-reserve", &[("price", money(minor).into())]));
    of_words.into_iter().chain(buy_now).chain(reserve).collect()
}

pub(super) fn bid_row(bid: &BidEvent, currency: &str, say: &Say) -> BidRow {
    let name = |number: i64| say.with("auction-bidder", &[("number", number.into())]);
    BidRow {
        number: bid.number,
        text: say.text(match bid.kind {
            BidEventKind::Bid => "bid-event-bid",
            BidEventKind::Bought => "bid-event-bought",
            BidEventKind::Retracted => "bid-event-retracted",
            BidEventKind::Removed => "bid-event-removed",
        }),
        bidder: name(bid.bidder),
        leader: bid.leader.map(name).unwrap_or_default(),
        price: say.money(bid.price_minor, currency),
        at: say.date_time(bid.at),
    }
}

/// The price from the first bid that was possible until now or the end.
fn path(page: &ListingPage, now: Timestamp, say: &Say) -> PricePath {
    let card = &page.card;
    let Some(from) = card.opens_at.filter(|_| !page.history.is_empty()) else { return PricePath::default() };
    let until = card.ends_at.min(now).max(from.plus(1));
    let high = page.history.iter().map(|bid| bid.price_minor).chain([card.price_minor, 1]).max().unwrap_or(1);
    let x = |at: Timestamp| (at.since(from).saturating_mul(1_000) / until.since(from).max(1)).clamp(0, 1_000);
    let y = |minor: i64| (i128::from(minor).saturating_mul(1_000) / i128::from(high.max(1))).clamp(0, 1_000);
    let y = |minor: i64| i64::try_from(y(minor)).unwrap_or(1_000);
    let mut points: Vec<PathPoint> = Vec::new();
    for bid in page.history.iter().rev() {
        let (x, y) = (x(bid.at), y(bid.price_minor));
        // Between two bids the price stays: a step, not a slope.
        if let Some(before) = points.last().copied() {
            points.push(PathPoint { x, y: before.y });
        }
        points.push(PathPoint { x, y });
    }
    points.push(PathPoint { x: 1_000, y: y(card.price_minor) });
    PricePath {
        points,
        high: say.money(high, &card.currency),
        from: say.date_time(from),
        until: say.date_time(until),
    }
}
