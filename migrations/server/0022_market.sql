-- What the server alone knows of lots. None of these tables has a scope: no device ever receives them.

-- What the accepted bids have come to, with the two highest maxima and the reserve price.
CREATE TABLE lot_ledger (
    listing_id TEXT PRIMARY KEY,
    reserve_minor INTEGER, -- NULL: there is none
    lead_bidder TEXT, -- NULL: nobody leads
    lead_max_minor INTEGER, -- NULL: nobody leads
    second_max_minor INTEGER, -- NULL: nobody but the leader has bid
    price_minor INTEGER NOT NULL,
    extended_to INTEGER, -- NULL: the end has not moved
    buyer TEXT, -- NULL unless it was bought outright
    bought_minor INTEGER, -- NULL unless it was bought outright
    bought_at INTEGER, -- NULL unless it was bought outright
    accepted INTEGER NOT NULL, -- how many bids were ever accepted
    CHECK ((lead_bidder IS NULL) = (lead_max_minor IS NULL)),
    CHECK (accepted >= 0)
) STRICT, WITHOUT ROWID;

-- Every accepted bid, for ever: who, from which device, when, up to how much.
CREATE TABLE accepted_bid (
    listing_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    bid_id TEXT NOT NULL UNIQUE,
    bidder TEXT NOT NULL,
    device_id TEXT NOT NULL,
    max_minor INTEGER NOT NULL CHECK (max_minor > 0),
    seen_listing_rev INTEGER NOT NULL,
    at INTEGER NOT NULL,
    removed_at INTEGER, -- NULL while it stands
    PRIMARY KEY (listing_id, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX accepted_bid_by_bidder ON accepted_bid (bidder, at);

-- The number under which a lot's history names a person: told to that person alone.
CREATE TABLE lot_bidder (
    listing_id TEXT NOT NULL,
    bidder TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (listing_id, bidder),
    UNIQUE (listing_id, number)
) STRICT, WITHOUT ROWID;

-- Which reminder of a payment was given last.
CREATE TABLE payment_reminder (
    sale_id TEXT PRIMARY KEY,
    day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The second net below the rules.
CREATE UNIQUE INDEX bid_event_once ON bid_event (listing, number);
CREATE UNIQUE INDEX bid_standing_once ON bid_standing (listing, user_id);
CREATE UNIQUE INDEX bidder_record_once ON bidder_record (community, user_id);
CREATE UNIQUE INDEX review_once ON review (sale, author);
CREATE UNIQUE INDEX reputation_once ON reputation (community, user_id);
-- A listing is sold to one person at a time, and offered to one at a time.
CREATE UNIQUE INDEX market_sale_once ON market_sale (listing) WHERE state <> 'cancelled';
CREATE UNIQUE INDEX second_chance_once ON second_chance (listing) WHERE status = 'open';
