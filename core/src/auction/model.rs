//! The listing and what belongs to it: what it says, who may see it, and the bounds of its fields.
//!
//! What everybody may see of the bidding is [`super::standing::Lot`], a row of its own.

use serde::{Deserialize, Serialize};

use super::closing::{LISTING_EMBARGO_MS, PAYMENT_DAYS, PAYMENT_DAYS_MAX, Schedule, SoftClose};
use super::ladder::Ladder;
use super::lot::{Terms, TermsFault};
use crate::check::{Check, TITLE_CHARS_MAX};
use crate::id::Id;
use crate::money::Currency;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::step_up;
use crate::store::{Child, Entity, Fault, Tx};
use crate::time::{DAY_MS, Timestamp};

/// Most pictures of a listing.
pub const PICTURES_MAX: usize = 8;
/// Longest time a listing may run, in ms: what nobody wanted in three months is offered anew.
pub const RUN_MS_MAX: i64 = 90 * DAY_MS;
/// Most additions to one listing: whoever needs more starts over.
pub const ADDENDA_MAX: usize = 20;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $word:literal, )* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $( $(#[$variant_doc])* $variant, )* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The Fluent key of its words.
            #[must_use]
            pub const fn message_key(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}
pub(super) use words;

words! {
    /// How something is sold.
    ListingKind {
        /// To whoever bids most.
        Auction = "listing-kind-auction",
        /// For one price, to whoever comes first.
        Fixed = "listing-kind-fixed",
    }
}

words! {
    /// Where a listing stands by what was decided. Whether bids are taken is a function of the clock.
    ListingStatus {
        /// Being written; seen by its seller.
        Draft = "listing-state-draft",
        /// Shown to the community.
        Active = "listing-state-active",
        /// Over, with a buyer.
        Sold = "listing-state-sold",
        /// Over, without one.
        Unsold = "listing-state-unsold",
        /// Called off.
        Cancelled = "listing-state-cancelled",
    }
}

words! {
    /// What it is.
    MarketCategory {
        /// Furniture and household things.
        Home = "market-category-home",
        /// Plants, pots, garden tools.
        Garden = "market-category-garden",
        /// Tools and building material.
        Tools = "market-category-tools",
        /// Devices with a plug or a battery.
        Electronics = "market-category-electronics",
        /// Things to wear.
        Clothes = "market-category-clothes",
        /// Books, films, music, games.
        Media = "market-category-media",
        /// For children.
        Children = "market-category-children",
        /// Sports and leisure.
        Sports = "market-category-sports",
        /// Bicycles and their parts.
        Bicycles = "market-category-bicycles",
        /// Art and old things.
        Collectables = "market-category-collectables",
        /// Anything else.
        Other = "market-category-other",
    }
}

words! {
    /// In what condition it is.
    Condition {
        /// Never used.
        New = "condition-new",
        /// Hardly used.
        LikeNew = "condition-like-new",
        /// Used, works, small marks.
        Good = "condition-good",
        /// Used, works, plain marks.
        Worn = "condition-worn",
        /// Does not work as it is.
        ForParts = "condition-for-parts",
    }
}

words! {
    /// How it comes to the buyer.
    Handover {
        /// Fetched at the hub, or at the seller's.
        Pickup = "handover-pickup",
        /// Brought by the hub's drivers.
        Delivery = "handover-delivery",
        /// As the buyer likes.
        Either = "handover-either",
    }
}

/// Something that a neighbour sells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Its id.
    pub id: Id,
    /// Where it is sold.
    pub community: Id,
    /// Who sells it.
    pub seller: Id,
    /// The seller's name when the listing was written.
    pub seller_name: String,
    /// The hub where it changes hands, if at one.
    pub hub: Option<Id>,
    /// How it is sold.
    pub kind: ListingKind,
    /// Where it stands.
    pub status: ListingStatus,
    /// One line, in the seller's language.
    pub title: String,
    /// Any number of lines, in the seller's language.
    pub description: String,
    /// What it is.
    pub category: MarketCategory,
    /// In what condition.
    pub condition: Condition,
    /// How it comes to the buyer.
    pub handover: Handover,
    /// Of all its amounts.
    pub currency: Currency,
    /// The starting price or the fixed price, in minor units.
    pub start_minor: i64,
    /// Whether there is a reserve price; how high it is stands in [`ListingReserve`].
    pub has_reserve: bool,
    /// The price of buying outright, in minor units; for an auction.
    pub buy_now_minor: Option<i64>,
    /// The bid increments that it was listed with.
    pub ladder: Ladder,
    /// How late bids move its end.
    pub soft_close: SoftClose,
    /// Days that the buyer has to pay, 1 to [`PAYMENT_DAYS_MAX`].
    pub payment_days: i64,
    /// When the seller wants it to begin; NULL: as soon as it is shown.
    pub starts_at: Option<Timestamp>,
    /// Bids are taken from here on; NULL until it is shown.
    pub opens_at: Option<Timestamp>,
    /// The scheduled end; extensions are in the lot's row.
    pub ends_at: Timestamp,
    /// Grows with each change of what the listing says.
    pub listing_rev: i64,
    /// Whether there ever was a bid: from then on the text can only be added to.
    pub frozen: bool,
    /// Whether it was sold elsewhere and brought in with its bids: it closes without a sale.
    pub imported: bool,
    /// Why it was called off, if somebody said so.
    pub cancel_reason: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was closed; NULL while it runs.
    pub closed_at: Option<Timestamp>,
}

/// A picture of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingPicture {
    /// See [`ListingPicture::id_of`].
    pub id: Id,
    /// The listing.
    pub listing: Id,
    /// Its place, from 0; the first is shown in lists.
    pub position: u32,
    /// Content hash of the file.
    pub picture: String,
}

/// The reserve price of a listing, seen by its seller alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingReserve {
    /// The listing's id.
    pub id: Id,
    /// Whose it is.
    pub seller: Id,
    /// Below this there is no sale, in minor units.
    pub reserve_minor: i64,
}

/// Something added to a listing, with its date; what stood before stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingAddendum {
    /// Its id.
    pub id: Id,
    /// The listing.
    pub listing: Id,
    /// The revision that it made.
    pub listing_rev: i64,
    /// What was added.
    pub text: String,
    /// When: the server's time.
    pub added_at: Timestamp,
}

impl Listing {
    /// The scopes of the listing and all that is public of it: a draft is its seller's alone.
    #[must_use]
    pub fn market_scopes(&self) -> Vec<Scope> {
        match self.status {
            ListingStatus::Draft => vec![Scope::of("user", self.seller)],
            _ => vec![Scope::of("community", self.community)],
        }
    }

    /// What it is sold under. `reserve_minor` is known to its seller and the server only.
    #[must_use]
    pub fn terms(&self, reserve_minor: Option<i64>) -> Terms {
        let is_auction = self.kind == ListingKind::Auction;
        Terms {
            start_minor: self.start_minor,
            reserve_minor: reserve_minor.filter(|_| is_auction),
            buy_now_minor: if is_auction { self.buy_now_minor } else { Some(self.start_minor) },
            step_up_above_minor: Some(step_up::bid_above_minor(self.currency)),
            ladder: self.ladder.clone(),
        }
    }

    /// When it runs. Before it is shown, as if it were shown at once.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        let opens_at = self.opens_at.or(self.starts_at).unwrap_or(self.created_at);
        Schedule { opens_at, ends_at: self.ends_at, soft_close: self.soft_close }
    }

    /// When bids are taken if it is shown at `now`: an auction after its embargo, for a fair start.
    #[must_use]
    pub fn opening(&self, now: Timestamp) -> Timestamp {
        let embargo = if self.kind == ListingKind::Auction { LISTING_EMBARGO_MS } else { 0 };
        self.starts_at.map_or(now, |wanted| wanted.max(now)).plus(embargo)
    }

    /// Whether every field keeps its bounds. `reserve_minor` as in [`Self::terms`].
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the fields.
    pub fn check(&self, reserve_minor: Option<i64>) -> Result<(), Refusal> {
        let is_auction = self.kind == ListingKind::Auction;
        let only_auctions = is_auction || (reserve_minor.is_none() && self.buy_now_minor.is_none());
        let payment = (1..=PAYMENT_DAYS_MAX).contains(&self.payment_days);
        let check = Check::new()
            .line("title", &self.title, TITLE_CHARS_MAX)
            .prose("description", &self.description)
            .that(only_auctions, "kind", "out_of_range")
            .that(payment, "payment_days", "out_of_range");
        let terms = Terms { buy_now_minor: self.buy_now_minor, ..self.terms(reserve_minor) };
        let check = match terms.check() {
            Ok(()) => check,
            Err(fault) => check.that(false, field_of(fault), "out_of_range"),
        };
        check.done()
    }

    /// Whether its times can be, if bids are taken from `opens_at` on.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the field.
    pub fn check_times(&self, opens_at: Timestamp) -> Result<(), Refusal> {
        let schedule = Schedule { opens_at, ..self.schedule() };
        let too_long = self.ends_at.since(opens_at) > RUN_MS_MAX;
        let soft = schedule.check() != Err(super::closing::ScheduleFault::SoftCloseOutOfRange)
            && schedule.check() != Err(super::closing::ScheduleFault::CapOutOfRange);
        Check::new()
            .that(self.ends_at > opens_at && !too_long, "ends_at", "out_of_range")
            .that(soft, "soft_close", "out_of_range")
            .done()
    }
}

/// The command's field that a fault of its terms is about.
const fn field_of(fault: TermsFault) -> &'static str {
    match fault {
        TermsFault::AmountOutOfRange | TermsFault::TermsFrozen => "start_minor",
        TermsFault::ReserveBelowStart | TermsFault::ReserveRaised => "reserve_minor",
        TermsFault::BuyNowTooLow => "buy_now_minor",
    }
}

impl ListingPicture {
    /// The one picture of a listing at a place.
    #[must_use]
    pub fn id_of(listing: Id, position: u32) -> Id {
        Id::of("listing_picture", &[listing, Id::named("position", &position.to_string())])
    }
}

/// Days to pay where the seller names none.
#[must_use]
pub const fn payment_days_default() -> i64 {
    PAYMENT_DAYS
}

impl Entity for Listing {
    const TABLE: &'static str = "listing";
    const CHILDREN: &'static [Child] = &[
        Child { table: "listing_picture", column: "listing" },
        Child { table: "listing_addendum", column: "listing" },
        Child { table: "lot", column: "id" },
        Child { table: "bid_event", column: "listing" },
    ];
    const SEARCH: &'static [&'static str] = &["title", "description"];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(self.market_scopes())
    }
}

/// The scopes of what is public of a listing.
pub(super) fn of_listing(tx: &mut Tx<'_>, listing: Id) -> Result<Vec<Scope>, Fault> {
    Ok(tx.get::<Listing>(listing)?.map(|listing| listing.market_scopes()).unwrap_or_default())
}

impl Entity for ListingPicture {
    const TABLE: &'static str = "listing_picture";
    const FILES: &'static [&'static str] = &["picture"];

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        of_listing(tx, self.listing)
    }
}

impl Entity for ListingReserve {
    const TABLE: &'static str = "listing_reserve";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.seller)])
    }
}

impl Entity for ListingAddendum {
    const TABLE: &'static str = "listing_addendum";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        of_listing(tx, self.listing)
    }
}
