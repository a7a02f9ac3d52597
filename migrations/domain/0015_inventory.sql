-- Products, what lies on the shelves, and why it was changed by hand.

CREATE TABLE product (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL, -- JSON: language to text
    about TEXT NOT NULL, -- JSON: language to text
    unit TEXT NOT NULL,
    price_e4 INTEGER NOT NULL CHECK (price_e4 >= 0), -- ten-thousandths of the major unit
    currency TEXT NOT NULL,
    image TEXT, -- NULL: no picture
    created_at INTEGER NOT NULL,
    archived_at INTEGER -- NULL: can be ordered
) STRICT, WITHOUT ROWID;

CREATE INDEX product_by_sku ON product (community, sku);

CREATE TABLE stock_level (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    product TEXT NOT NULL,
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
    reserved INTEGER NOT NULL CHECK (reserved BETWEEN 0 AND on_hand),
    back_ordered INTEGER NOT NULL CHECK (back_ordered >= 0),
    back_order INTEGER NOT NULL,
    back_order_cap INTEGER, -- NULL: no limit of its own
    low_at INTEGER, -- NULL: nobody is told
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_level_by_hub ON stock_level (hub, product);

CREATE TABLE stock_adjustment (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    product TEXT NOT NULL,
    change INTEGER NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by TEXT, -- NULL: the server itself
    made_at INTEGER NOT NULL,
    order_id TEXT, -- NULL: by hand, not while packing an order
    on_hand_after INTEGER -- NULL until the server has counted
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_adjustment_by_hub ON stock_adjustment (hub, made_at);
CREATE INDEX stock_adjustment_by_product ON stock_adjustment (product, made_at);
