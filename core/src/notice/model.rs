//! The notice, and how a rule writes one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::refusal::Param;
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx};
use crate::time::Timestamp;

macro_rules! kinds {
    ($( $(#[$doc:meta])* $variant:ident = $word:literal; )*) => {
        /// What a notice tells. Kinds are added, never renamed; the words are `notice-<word>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
        #[serde(from = "String", into = "String")]
        pub enum Kind {
            $( $(#[$doc])* $variant, )*
            /// A kind of a newer server that this version has no words for.
            Newer,
        }

        impl Kind {
            /// Every kind of this version.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)* Self::Newer];

            /// The stable word, as `role-granted`.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* Self::Newer => "newer" }
            }
        }
    };
}

kinds! {
    /// A role was granted; `role`, and `hub` where it is held at one.
    RoleGranted = "role-granted";
    /// A role was taken back; `role`, and `hub` where it was held at one.
    RoleWithdrawn = "role-withdrawn";
    /// A poll has ended and its result can be published; for its author. `title`.
    PollEnded = "poll-ended";
    /// A bid was taken and leads. `title`, `max`, `price`.
    BidPlaced = "bid-placed";
    /// A bid was taken, and somebody else's earlier maximum is as high or higher. `title`, `max`, `price`.
    BidBeaten = "bid-beaten";
    /// Somebody bid more. `title`, `price`.
    Outbid = "outbid";
    /// A bidder took a bid back; for the seller. `title`.
    BidRetracted = "bid-retracted";
    /// The community took a person's bids out; for that person and the seller. `title`.
    BidsRemoved = "bids-removed";
    /// The person has bought. `title`, `price`, `until`.
    ListingWon = "listing-won";
    /// Somebody has bought; for the seller. `title`, `price`, `until`.
    ListingSold = "listing-sold";
    /// It ended without a buyer; for the seller. `title`.
    ListingUnsold = "listing-unsold";
    /// A listing says more than when the person bid. `title`.
    ListingChanged = "listing-changed";
    /// A listing was called off. `title`.
    ListingCancelled = "listing-cancelled";
    /// The buyer has not paid yet. `title`, `price`, `until`.
    PaymentReminder = "payment-reminder";
    /// The buyer has not paid in time; for the seller. `title`, `price`.
    SaleUnpaid = "sale-unpaid";
    /// The same for the buyer. `title`, `price`.
    SaleUnpaidBuyer = "sale-unpaid-buyer";
    /// The person can have it at their own maximum. `title`, `price`, `until`.
    SecondChance = "second-chance";
    /// A sale has moved on. `title`, `state`.
    SaleMoved = "sale-moved";
    /// Somebody wrote a review that is shown now. `name`, `stars`.
    ReviewReceived = "review-received";
    /// Somebody has said something about an item; for its author. `name`, `title`.
    CommentWritten = "comment-written";
    /// Somebody has answered a comment; for who wrote that. `name`, `title`.
    CommentAnswered = "comment-answered";
    /// A comment was reported; for moderators. `name`: who wrote it; `title`.
    CommentReported = "comment-reported";
    /// A moderator has hidden a comment; for who wrote it. `name`, `title`.
    CommentHidden = "comment-hidden";
    /// Somebody asks the hub, or the server has noticed something; for who answers. `subject`.
    TicketOpened = "ticket-opened";
    /// The hub has answered; for who asked. `subject`.
    TicketAnswered = "ticket-answered";
    /// Who asked has written again; for who answers. `subject`.
    TicketReplied = "ticket-replied";
    /// A ticket is yours to answer. `subject`.
    TicketAssigned = "ticket-assigned";
    /// The hub waits for a word of who asked. `subject`.
    TicketWaits = "ticket-waits";
    /// The hub believes that it is solved; for who asked. `subject`.
    TicketResolved = "ticket-resolved";
    /// A wait is over; for who answers. `subject`.
    TicketDue = "ticket-due";
    /// A promise was not kept; for who answers. `subject`.
    TicketLate = "ticket-late";
    /// A hub has agreed to one's order. `tracking`.
    OrderConfirmed = "order-confirmed";
    /// One's order goes with a later train than wanted. `tracking`, `departs_at`.
    OrderRolled = "order-rolled";
    /// Something is missing in one's order. `tracking`.
    OrderShort = "order-short";
    /// One's order is on its way. `tracking`.
    OrderOut = "order-out";
    /// One's order was handed over. `tracking`.
    OrderDelivered = "order-delivered";
    /// One's order could not be handed over. `tracking`.
    OrderFailed = "order-failed";
    /// The goods of one's order went back to the hub for good. `tracking`.
    OrderReturned = "order-returned";
    /// One's order was cancelled by the hub. `tracking`.
    OrderCancelled = "order-cancelled";
    /// A run waits for its driver. `count`, `departs_at`.
    RunPlanned = "run-planned";
    /// A stop was taken out of the driver's run. `tracking`.
    StopCancelled = "stop-cancelled";
    /// Something on the road does not fit; for those who run the hub. `tracking`.
    ReviewNeeded = "review-needed";
    /// A product runs low; for those who run the hub. `product`, `left`.
    StockLow = "stock-low";
}

impl Kind {
    /// The Fluent key of its words.
    #[must_use]
    pub fn message_key(self) -> String {
        format!("notice-{}", self.word())
    }
}

impl From<String> for Kind {
    fn from(word: String) -> Self {
        Self::ALL.iter().copied().find(|kind| kind.word() == word).unwrap_or(Self::Newer)
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.word().to_owned()
    }
}

/// A line for one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Derived from the call that told it, the person and the subject.
    pub id: Id,
    /// The community it happened in.
    pub community: Id,
    /// Whom it tells.
    pub user_id: Id,
    /// What it tells.
    pub kind: Kind,
    /// The thing it is about, for a link.
    pub subject: Id,
    /// Values for its words, by name.
    pub params: Params,
    /// When it happened: the server's time.
    pub created_at: Timestamp,
    /// When the person saw it; NULL: not yet.
    pub read_at: Option<Timestamp>,
}

/// Values for words, by name.
pub type Params = BTreeMap<String, Param>;

impl Entity for Notice {
    const TABLE: &'static str = "notice";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.user_id)])
    }
}

/// What a rule tells one person.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Whom.
    pub user: Id,
    /// In which community.
    pub community: Id,
    /// What.
    pub kind: Kind,
    /// About which thing.
    pub subject: Id,
    /// Values for the words.
    pub params: Params,
}

impl Telling {
    /// A telling without values.
    #[must_use]
    pub const fn new(user: Id, community: Id, kind: Kind, subject: Id) -> Self {
        Self { user, community, kind, subject, params: Params::new() }
    }

    /// The same with one more value for its words.
    #[must_use]
    pub fn with(mut self, name: &str, value: Param) -> Self {
        self.params.insert(name.to_owned(), value);
        self
    }
}

/// Tells a person something, as part of the call `call` at `now`; only where a rule settles. The same
/// thing told twice by one call is one notice.
///
/// # Errors
/// The store's fault.
pub fn tell(tx: &mut Tx<'_>, call: Id, now: Timestamp, telling: Telling) -> Result<(), Fault> {
    let Telling { user, community, kind, subject, params } = telling;
    let id = Id::of(kind.word(), &[call, user, subject]);
    tx.put(&Notice { id, community, user_id: user, kind, subject, params, created_at: now, read_at: None })
}
