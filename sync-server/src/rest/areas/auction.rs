//! Listings, lots, bids, sales and reviews.

use super::{Area, collection, write};
use crate::rest::action::Verb::{Patch, Post, Put};
use crate::rest::resource::{Narrowing, Resource};
use crate::rest::shape::{Field, INT_MAX, Shape, may, must, nullable};

const KIND: Shape = Shape::Word(&["auction", "fixed"]);
const STATUS: Shape = Shape::Word(&["draft", "active", "sold", "unsold", "cancelled"]);
const CATEGORY: Shape = Shape::Word(&[
    "home",
    "garden",
    "tools",
    "electronics",
    "clothes",
    "media",
    "children",
    "sports",
    "bicycles",
    "collectables",
    "other",
]);
const CONDITION: Shape = Shape::Word(&["new", "like_new", "good", "worn", "for_parts"]);
const HANDOVER: Shape = Shape::Word(&["pickup", "delivery", "either"]);
const TITLE: Shape = Shape::Text(120);
const NAME: Shape = Shape::Text(80);
const PROSE: Shape = Shape::Text(20_000);
const REASON: Shape = Shape::Text(300);
const COUNT: Shape = Shape::Int(0, INT_MAX);
const MS: Shape = Shape::Int(0, 86_400_000);
const PICTURES: Shape = Shape::List(&Shape::Hash, 8);
const SOFT_CLOSE: Shape = Shape::Object(&[
    must("window_ms", MS, "A bid extends when no more than this remains, in milliseconds."),
    must("extension_ms", MS, "It extends to this long after the bid, in milliseconds."),
    must("cap_ms", MS, "Never further than this past the scheduled end, in milliseconds."),
]);
const SEEN: Field = must("seen_listing_rev", COUNT, "The revision of the listing that you were looking at.");

/// The currency of a row that belongs to a listing.
const OF_LISTING: &str = "(SELECT s.currency FROM listing s WHERE s.id = t.listing)";
const LISTING_CURRENCY: &str = "SELECT currency FROM listing WHERE id = ?";
const COMMUNITY_CURRENCY: &str = "SELECT currency FROM community WHERE id = ?";

static LISTINGS: Resource = collection(
    "auction",
    "listing",
    ["/api/v1/listings", "/api/v1/listings/{listing}"],
    "listing",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "Where it is sold."),
        nullable("hub", Shape::Id, "The hub where it changes hands."),
        must("seller", Shape::Id, "Who sells it."),
        must("seller_name", NAME, "The seller's name then."),
        must("as", KIND, "How it is sold.").from("kind"),
        must("status", STATUS, "Where it stands by what was decided; the clock opens and ends it."),
        must("title", TITLE, "One line, in the seller's language."),
        must("description", PROSE, "Any number of lines."),
        must("category", CATEGORY, "What it is."),
        must("condition", CONDITION, "In what condition."),
        must("handover", HANDOVER, "How it comes to the buyer."),
        must("start", Shape::Money, "The starting price, or the fixed price.").from("start_minor"),
        must("has_reserve", Shape::Bool, "Whether there is a reserve price; how high, nobody is told."),
        nullable("buy_now", Shape::Money, "The price of buying outright.").from("buy_now_minor"),
        must("payment_days", Shape::Int(1, 7), "Days to pay."),
        nullable("opens_at", Shape::Time, "Bids are taken from here on; null for a draft."),
        must("ends_at", Shape::Time, "The scheduled end; extensions are in the lot."),
        must("listing_rev", COUNT, "Grows with each change of what it says."),
        must("frozen", Shape::Bool, "Whether there was a bid: its words are only added to."),
        nullable("cancel_reason", REASON, "Why it was called off."),
        must("created_at", Shape::Time, "When it was written."),
        nullable("closed_at", Shape::Time, "When it was closed."),
    ],
    "Listings of your communities, and your own drafts; found by words, price and end.",
)
.by(&["community", "hub", "seller", "as", "status", "category"])
.in_currency("t.currency")
.searched()
.narrowed(&[
    Narrowing {
        field: must("price_min_minor", COUNT, "The least price now, in minor units."),
        clause: "(SELECT l.price_minor FROM lot l WHERE l.id = t.id) >= ?",
    },
    Narrowing {
        field: must("price_max_minor", COUNT, "The highest price now, in minor units."),
        clause: "(SELECT l.price_minor FROM lot l WHERE l.id = t.id) <= ?",
    },
    Narrowing {
        field: must("ends_after", Shape::Time, "The end, with extensions, is later."),
        clause: "(SELECT l.ends_at FROM lot l WHERE l.id = t.id) > ?",
    },
    Narrowing {
        field: must("ends_before", Shape::Time, "The end, with extensions, is no later."),
        clause: "(SELECT l.ends_at FROM lot l WHERE l.id = t.id) <= ?",
    },
]);

static PICTURES_SHOWN: Resource = collection(
    "auction",
    "listing picture",
    ["/api/v1/listing-pictures", "/api/v1/listing-pictures/{picture}"],
    "listing_picture",
    &[
        must("id", Shape::Id, "Its id."),
        must("listing", Shape::Id, "The listing."),
        must("position", COUNT, "Its place, from 0."),
        must("picture", Shape::Hash, "Content hash of the file."),
    ],
    "Pictures of listings.",
)
.by(&["listing"]);

static ADDENDA: Resource = collection(
    "auction",
    "addendum",
    ["/api/v1/listing-addenda", "/api/v1/listing-addenda/{addendum}"],
    "listing_addendum",
    &[
        must("id", Shape::Id, "Its id."),
        must("listing", Shape::Id, "The listing."),
        must("listing_rev", COUNT, "The revision that it made."),
        must("text", PROSE, "What was added."),
        must("added_at", Shape::Time, "When."),
    ],
    "What was added to listings, with the date.",
)
.by(&["listing"]);

static LOTS: Resource = collection(
    "auction",
    "lot",
    ["/api/v1/lots", "/api/v1/lots/{listing}"],
    "lot",
    &[
        must("id", Shape::Id, "The listing."),
        must("version", COUNT, "Grows with each change."),
        must("price", Shape::Money, "The price now.").from("price_minor"),
        must("next", Shape::Money, "The least that anybody but the leader may name.").from("next_minor"),
        nullable("leader", COUNT, "The number of who leads; numbers mean nothing elsewhere."),
        must("bids", COUNT, "Bids in the history."),
        must("bidders", COUNT, "How many people have bid."),
        must("reserve", Shape::Word(&["none", "not_met", "met"]), "What is said about the reserve price."),
        nullable("buy_now", Shape::Money, "The price of buying outright, while that is offered.")
            .from("buy_now_minor"),
        must("ends_at", Shape::Time, "The end as it stands, with extensions."),
        must("as_of", Shape::Time, "When it last changed."),
    ],
    "Where the bidding stands.",
)
.in_currency("(SELECT s.currency FROM listing s WHERE s.id = t.id)");

static HISTORY: Resource = collection(
    "auction",
    "line of a bid history",
    ["/api/v1/bid-history", "/api/v1/bid-history/{line}"],
    "bid_event",
    &[
        must("id", Shape::Id, "Its id."),
        must("listing", Shape::Id, "The listing."),
        must("number", COUNT, "Its place in the history, from 1."),
        must("kind", Shape::Word(&["bid", "bought", "retracted", "removed"]), "What happened."),
        must("bidder", COUNT, "The number of whoever did it."),
        nullable("leader", COUNT, "The number of who leads since then."),
        must("price", Shape::Money, "The price since then.").from("price_minor"),
        must("at", Shape::Time, "When."),
    ],
    "The public history of lots; people are numbers in it.",
)
.by(&["listing"])
.in_currency(OF_LISTING);

static BIDS: Resource = collection(
    "auction",
    "bid",
    ["/api/v1/bids", "/api/v1/bids/{bid}"],
    "bid",
    &[
        must("id", Shape::Id, "Its id."),
        must("listing", Shape::Id, "The listing."),
        must("kind", Shape::Word(&["proxy", "outright"]), "What it asks for."),
        must("status", Shape::Word(&["placed", "retracted", "removed"]), "What became of it."),
        must("max", Shape::Money, "Up to how much.").from("max_minor"),
        must("seen_listing_rev", COUNT, "The revision that you saw."),
        must("made_at", Shape::Time, "When you did it."),
        nullable("placed_at", Shape::Time, "When it was taken."),
    ],
    "Your own bids with their maxima; nobody else's are told.",
)
.by(&["listing", "status"])
.in_currency(OF_LISTING);

static SALES: Resource = collection(
    "auction",
    "sale",
    ["/api/v1/sales", "/api/v1/sales/{sale}"],
    "market_sale",
    &[
        must("id", Shape::Id, "Its id."),
        must("listing", Shape::Id, "The listing."),
        must("community", Shape::Id, "Where it was sold."),
        nullable("hub", Shape::Id, "The hub where it changes hands."),
        must("seller", Shape::Id, "Who sells."),
        must("seller_name", NAME, "The seller's name then."),
        must("buyer", Shape::Id, "Who buys."),
        must("buyer_name", NAME, "The buyer's name then."),
        must("title", TITLE, "The listing's title then."),
        must("origin", Shape::Word(&["auction", "outright", "second_chance"]), "How it came about."),
        must("state", Shape::Text(64), "Where the money is."),
        must("price", Shape::Money, "The price.").from("price_minor"),
        must("sold_at", Shape::Time, "When it was agreed."),
        must("promised_by", Shape::Time, "By when the goods are promised."),
        nullable("timer_at", Shape::Time, "When time itself moves it."),
        nullable("closed_at", Shape::Time, "When it was over."),
    ],
    "Sales: your own, and those of the hubs that you run.",
)
.by(&["listing", "community", "hub", "seller", "buyer"])
.in_currency("t.currency");

static OFFERS: Resource = collection(
    "auction",
    "offer",
    ["/api/v1/offers", "/api/v1/offers/{offer}"],
    "second_chance",
    &[
        must("id", Shape::Id, "Its id."),
        must("listing", Shape::Id, "The listing."),
        must("title", TITLE, "The listing's title."),
        must("status", Shape::Word(&["open", "accepted", "declined", "lapsed"]), "Where it stands."),
        must("price", Shape::Money, "Your own maximum.").from("price_minor"),
        must("made_at", Shape::Time, "When it was made."),
        must("open_until", Shape::Time, "It can be taken until just before."),
    ],
    "Offers to you of lots that their buyers did not pay.",
)
.by(&["status"])
.in_currency("t.currency");

static REVIEWS: Resource = collection(
    "auction",
    "review",
    ["/api/v1/reviews", "/api/v1/reviews/{review}"],
    "review",
    &[
        must("id", Shape::Id, "Its id."),
        must("sale", Shape::Id, "The sale."),
        must("community", Shape::Id, "Where it was sold."),
        must("author", Shape::Id, "Who wrote it."),
        must("author_name", NAME, "The author's name then."),
        must("subject", Shape::Id, "About whom."),
        must("side", Shape::Word(&["buyer", "seller"]), "The author's part in the sale."),
        must("stars", Shape::Int(1, 5), "1 to 5."),
        must("text", Shape::Text(2_000), "Any number of lines."),
        must("written_at", Shape::Time, "When."),
        must("revealed", Shape::Bool, "Whether the community sees it."),
    ],
    "Reviews that are shown, and your own.",
)
.by(&["community", "sale", "subject", "author"]);

static REPUTATIONS: Resource = collection(
    "auction",
    "reputation",
    ["/api/v1/reputations", "/api/v1/reputations/{reputation}"],
    "reputation",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "The community."),
        must("user", Shape::Id, "The person.").from("user_id"),
        must("sold", COUNT, "Completed sales as seller."),
        must("bought", COUNT, "Completed sales as buyer."),
        must("seller_reviews", COUNT, "Reviews by buyers."),
        must("seller_stars", COUNT, "Their stars together."),
        must("buyer_reviews", COUNT, "Reviews by sellers."),
        must("buyer_stars", COUNT, "Their stars together."),
        must("retractions", COUNT, "Bids ever taken back."),
    ],
    "What members are known for in the market.",
)
.by(&["community", "user"]);

const TERMS: &[Field] = &[
    must("as", KIND, "How it is sold."),
    must("title", TITLE, "One line."),
    may("description", PROSE, "Any number of lines."),
    must("category", CATEGORY, "What it is."),
    must("condition", CONDITION, "In what condition."),
    must("handover", HANDOVER, "How it comes to the buyer."),
    may("hub", Shape::Id, "The hub where it changes hands."),
    may("pictures", PICTURES, "Content hashes of its pictures."),
    must("start", Shape::Money, "The starting price, or the fixed price.").from("start_minor"),
    may("reserve", Shape::Money, "Below this there is no sale. Told to nobody.").from("reserve_minor"),
    may("buy_now", Shape::Money, "The price of buying outright.").from("buy_now_minor"),
    may("starts_at", Shape::Time, "When it begins, at the earliest."),
    must("ends_at", Shape::Time, "When it ends, if no late bid moves that."),
    may("soft_close", SOFT_CLOSE, "How late bids move the end."),
    may("payment_days", Shape::Int(1, 7), "Days to pay."),
];
const CHANGES: &[Field] = &[
    may("title", TITLE, "One line."),
    may("description", PROSE, "Any number of lines."),
    may("category", CATEGORY, "What it is."),
    may("condition", CONDITION, "In what condition."),
    may("handover", HANDOVER, "How it comes to the buyer."),
    nullable("hub", Shape::Id, "The hub where it changes hands."),
    may("pictures", PICTURES, "Content hashes of its pictures."),
    may("start", Shape::Money, "The starting price, or the fixed price.").from("start_minor"),
    nullable("reserve", Shape::Money, "The reserve price; with bids it only goes down.")
        .from("reserve_minor"),
    nullable("buy_now", Shape::Money, "The price of buying outright.").from("buy_now_minor"),
    may("ends_at", Shape::Time, "The end; with bids it only moves later."),
];

/// The area's rows.
pub(super) static AREA: Area = Area {
    resources: &[
        &LISTINGS,
        &PICTURES_SHOWN,
        &ADDENDA,
        &LOTS,
        &HISTORY,
        &BIDS,
        &SALES,
        &OFFERS,
        &REVIEWS,
        &REPUTATIONS,
    ],
    actions: &[
        write(
            Post,
            "/api/v1/listings",
            ["auction", "create_listing"],
            &[
                must("community", Shape::Id, "Where it is sold."),
                must("terms", Shape::Object(TERMS), "What it says, and what it is sold under."),
            ],
            "Write a listing, seen by you alone. Amounts are in the currency of the community.",
        )
        .makes("listing", &LISTINGS)
        .in_currency(COMMUNITY_CURRENCY, "community")
        .paced(30),
        write(
            Patch,
            "/api/v1/listings/{listing}",
            ["auction", "edit_listing"],
            CHANGES,
            "Change a listing: anything before the first bid, then only reserve price and end.",
        )
        .within("changes")
        .changes("listing", &LISTINGS)
        .in_currency(LISTING_CURRENCY, "listing"),
        write(
            Post,
            "/api/v1/listings/{listing}/activate",
            ["auction", "activate"],
            &[],
            "Show it to the community; bids are taken 20 minutes later.",
        )
        .changes("listing", &LISTINGS),
        write(
            Post,
            "/api/v1/listings/{listing}/cancel",
            ["auction", "cancel_listing"],
            &[may("reason", REASON, "Why; needed once there was a bid.")],
            "Call it off. A draft is gone then.",
        )
        .changes("listing", &LISTINGS),
        write(
            Post,
            "/api/v1/listings/{listing}/addenda",
            ["auction", "add_addendum"],
            &[must("text", PROSE, "What is added.")],
            "Add to what it says, with the date.",
        )
        .makes("addendum", &ADDENDA),
        write(
            Post,
            "/api/v1/listings/{listing}/bids",
            ["auction", "place_bid"],
            &[must("max", Shape::Money, "Up to how much.").from("max_minor"), SEEN],
            "Bid up to a maximum that nobody else is told, or raise your own. Amounts that need a second \
             factor are bid in the app.",
        )
        .makes("bid", &BIDS)
        .in_currency(LISTING_CURRENCY, "listing")
        .paced(10),
        write(
            Post,
            "/api/v1/listings/{listing}/purchase",
            ["auction", "buy"],
            &[must("price", Shape::Money, "The price that you agree to.").from("price_minor"), SEEN],
            "Buy for the fixed price, or outright.",
        )
        .makes("bid", &BIDS)
        .in_currency(LISTING_CURRENCY, "listing")
        .paced(10),
        write(
            Post,
            "/api/v1/bids/{bid}/retract",
            ["auction", "retract_bid"],
            &[must("reason", Shape::Word(&["wrong_amount", "listing_changed"]), "Why.")],
            "Take a bid back.",
        )
        .changes("bid", &BIDS),
        write(Post, "/api/v1/offers/{offer}/accept", ["auction", "accept_offer"], &[], "Take an offer.")
            .changes("offer", &OFFERS),
        write(Post, "/api/v1/offers/{offer}/decline", ["auction", "decline_offer"], &[], "Decline an offer.")
            .changes("offer", &OFFERS),
        write(
            Post,
            "/api/v1/sales/{sale}/step",
            ["auction", "step_sale"],
            &[must("step", Shape::Word(&["pay", "hand_over", "receive", "cancel"]), "The step.")],
            "Take the next step of a sale.",
        )
        .changes("sale", &SALES),
        write(
            Post,
            "/api/v1/sales/{sale}/review",
            ["auction", "write_review"],
            &[
                must("stars", Shape::Int(1, 5), "1 to 5."),
                may("text", Shape::Text(2_000), "Any number of lines."),
            ],
            "Say how the other side of a sale was.",
        )
        .changes("sale", &SALES),
        write(
            Post,
            "/api/v1/listings/{listing}/approvals",
            ["auction", "approve_bidder"],
            &[must("user", Shape::Id, "The person.")],
            "Let a person bid on one listing in spite of strikes or retractions.",
        ),
        write(
            Put,
            "/api/v1/communities/{community}/bidders/{user}",
            ["auction", "set_bidder"],
            &[must("blocked", Shape::Bool, "Whether they may not bid.")],
            "Clear a person's record as a bidder, or bar them from bidding.",
        ),
        write(
            Post,
            "/api/v1/listings/{listing}/bids/remove",
            ["auction", "remove_bids"],
            &[must("user", Shape::Id, "The person."), must("reason", REASON, "Why.")],
            "Take a person's bids out of a running lot.",
        )
        .changes("listing", &LISTINGS),
    ],
};
