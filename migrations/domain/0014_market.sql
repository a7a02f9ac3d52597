-- The market: what neighbours sell, bids, sales and reviews; and the index for searching words.

CREATE TABLE listing (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    seller TEXT NOT NULL,
    seller_name TEXT NOT NULL, -- as it was when the listing was written
    hub TEXT, -- NULL: tied to no hub
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    category TEXT NOT NULL,
    condition TEXT NOT NULL,
    handover TEXT NOT NULL,
    currency TEXT NOT NULL,
    start_minor INTEGER NOT NULL,
    has_reserve INTEGER NOT NULL,
    buy_now_minor INTEGER, -- NULL: not offered
    ladder TEXT NOT NULL, -- JSON
    soft_close TEXT NOT NULL, -- JSON
    payment_days INTEGER NOT NULL,
    starts_at INTEGER, -- NULL: as soon as it is shown
    opens_at INTEGER, -- NULL until it is shown
    ends_at INTEGER NOT NULL,
    listing_rev INTEGER NOT NULL,
    frozen INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    cancel_reason TEXT, -- NULL unless somebody called it off
    created_at INTEGER NOT NULL,
    closed_at INTEGER -- NULL while it runs
) STRICT, WITHOUT ROWID;

CREATE INDEX listing_by_community ON listing (community, status, ends_at);
CREATE INDEX listing_by_seller ON listing (seller);

CREATE TABLE listing_picture (
    id TEXT PRIMARY KEY,
    listing TEXT NOT NULL,
    position INTEGER NOT NULL,
    picture TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX listing_picture_by_listing ON listing_picture (listing, position);

-- Seen by the seller alone.
CREATE TABLE listing_reserve (
    id TEXT PRIMARY KEY,
    seller TEXT NOT NULL,
    reserve_minor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE listing_addendum (
    id TEXT PRIMARY KEY,
    listing TEXT NOT NULL,
    listing_rev INTEGER NOT NULL,
    text TEXT NOT NULL,
    added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX listing_addendum_by_listing ON listing_addendum (listing, listing_rev);

-- What everybody may see of a lot.
CREATE TABLE lot (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    price_minor INTEGER NOT NULL,
    next_minor INTEGER NOT NULL,
    leader INTEGER, -- NULL: nobody leads
    bids INTEGER NOT NULL,
    bidders INTEGER NOT NULL,
    reserve TEXT NOT NULL,
    buy_now_minor INTEGER, -- NULL: not offered, or not any more
    ends_at INTEGER NOT NULL,
    as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bid_event (
    id TEXT PRIMARY KEY,
    listing TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    bidder INTEGER NOT NULL,
    leader INTEGER, -- NULL: nobody leads
    price_minor INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX bid_event_by_listing ON bid_event (listing, number);

-- A person's own bids and where they stand: nobody else's maximum ever reaches a device.
CREATE TABLE bid (
    id TEXT PRIMARY KEY,
    listing TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    max_minor INTEGER NOT NULL,
    seen_listing_rev INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    placed_at INTEGER -- NULL while it waits for the server
) STRICT, WITHOUT ROWID;

CREATE INDEX bid_by_user ON bid (user_id, made_at);
CREATE INDEX bid_by_listing ON bid (listing, user_id);

CREATE TABLE bid_standing (
    id TEXT PRIMARY KEY,
    listing TEXT NOT NULL,
    user_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    max_minor INTEGER -- NULL: nothing of theirs stands any more
) STRICT, WITHOUT ROWID;

CREATE INDEX bid_standing_by_user ON bid_standing (user_id);

CREATE TABLE bidder_record (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    user_id TEXT NOT NULL,
    strikes INTEGER NOT NULL,
    retracted_at TEXT NOT NULL, -- JSON: times
    approved TEXT NOT NULL, -- JSON: listings
    blocked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX bidder_record_by_community ON bidder_record (community);

CREATE TABLE market_sale (
    id TEXT PRIMARY KEY,
    listing TEXT NOT NULL,
    community TEXT NOT NULL,
    hub TEXT, -- NULL: tied to no hub
    seller TEXT NOT NULL,
    seller_name TEXT NOT NULL,
    buyer TEXT NOT NULL,
    buyer_name TEXT NOT NULL,
    title TEXT NOT NULL,
    origin TEXT NOT NULL,
    state TEXT NOT NULL, -- a word, or JSON
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    payment_days INTEGER NOT NULL,
    sold_at INTEGER NOT NULL,
    promised_by INTEGER NOT NULL,
    handed_over_at INTEGER, -- NULL before
    received_at INTEGER, -- NULL before
    closed_at INTEGER, -- NULL before; reviews are open from here on
    timer_at INTEGER -- NULL: time itself does nothing more
) STRICT, WITHOUT ROWID;

CREATE INDEX market_sale_by_buyer ON market_sale (buyer, sold_at);
CREATE INDEX market_sale_by_seller ON market_sale (seller, sold_at);
CREATE INDEX market_sale_by_listing ON market_sale (listing);
CREATE INDEX market_sale_by_timer ON market_sale (timer_at);

CREATE TABLE second_chance (
    id TEXT PRIMARY KEY,
    listing TEXT NOT NULL,
    community TEXT NOT NULL,
    bidder TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    open_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX second_chance_by_listing ON second_chance (listing);
CREATE INDEX second_chance_by_bidder ON second_chance (bidder);
CREATE INDEX second_chance_by_status ON second_chance (status, open_until);

CREATE TABLE review (
    id TEXT PRIMARY KEY,
    sale TEXT NOT NULL,
    listing TEXT NOT NULL,
    community TEXT NOT NULL,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    side TEXT NOT NULL,
    stars INTEGER NOT NULL,
    text TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    reveal_at INTEGER NOT NULL,
    revealed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX review_by_subject ON review (subject, written_at);
CREATE INDEX review_by_sale ON review (sale);
CREATE INDEX review_by_reveal ON review (revealed, reveal_at);

CREATE TABLE reputation (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    user_id TEXT NOT NULL,
    sold INTEGER NOT NULL,
    bought INTEGER NOT NULL,
    seller_reviews INTEGER NOT NULL,
    seller_stars INTEGER NOT NULL,
    buyer_reviews INTEGER NOT NULL,
    buyer_stars INTEGER NOT NULL,
    retractions INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Searching words. The database keeps the index itself, whoever writes a row and whichever way: a command, a row
-- of the server, a rewound prediction, the end of a scope. What is erased leaves no words behind.
CREATE TABLE search_row (
    number INTEGER PRIMARY KEY,
    tbl TEXT NOT NULL,
    id TEXT NOT NULL,
    UNIQUE (tbl, id)
) STRICT;

CREATE VIRTUAL TABLE search_text USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER listing_search_insert AFTER INSERT ON listing BEGIN
    INSERT INTO search_row (tbl, id) VALUES ('listing', new.id);
    INSERT INTO search_text (rowid, words) SELECT number, new.title || char(10) || new.description
        FROM search_row WHERE tbl = 'listing' AND id = new.id;
END;

CREATE TRIGGER listing_search_update AFTER UPDATE OF title, description ON listing
WHEN old.title <> new.title OR old.description <> new.description BEGIN
    UPDATE search_text SET words = new.title || char(10) || new.description
        WHERE rowid = (SELECT number FROM search_row WHERE tbl = 'listing' AND id = new.id);
END;

CREATE TRIGGER listing_search_delete AFTER DELETE ON listing BEGIN
    DELETE FROM search_text WHERE rowid = (SELECT number FROM search_row WHERE tbl = 'listing' AND id = old.id);
    DELETE FROM search_row WHERE tbl = 'listing' AND id = old.id;
END;
