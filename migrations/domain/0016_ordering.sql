-- Orders, their lines and history, and the trains they go with.

CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    kind TEXT NOT NULL,
    customer TEXT, -- NULL: bought over the counter of another system
    placed_by TEXT, -- NULL: the server itself
    tracking TEXT NOT NULL,
    status TEXT NOT NULL,
    fail_reason TEXT, -- NULL unless it failed
    fulfilment TEXT NOT NULL,
    recipient TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT, -- JSON; NULL: fetched at the hub
    lat_e6 INTEGER, -- NULL: the place is not known
    lon_e6 INTEGER, -- NULL: the place is not known
    notes TEXT NOT NULL,
    window_from INTEGER, -- NULL: any time
    window_until INTEGER, -- NULL: any time
    currency TEXT NOT NULL,
    units INTEGER NOT NULL,
    goods_minor INTEGER NOT NULL,
    delivery_minor INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    charged_minor INTEGER NOT NULL,
    paid_minor INTEGER NOT NULL,
    payment TEXT NOT NULL,
    paid_at INTEGER, -- NULL: nothing was paid
    cycle TEXT, -- NULL: goes with no train
    placement TEXT, -- NULL: goes with no train
    if_late TEXT NOT NULL,
    substitutes_ok INTEGER NOT NULL,
    confirmed_seq INTEGER, -- NULL: not confirmed
    driver TEXT, -- NULL: nobody has it
    run TEXT, -- NULL: in no run
    retries INTEGER NOT NULL,
    follows TEXT, -- NULL: not the rest of another order
    placed_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_by_hub ON orders (hub, kind, placed_at, id);
CREATE INDEX orders_by_status ON orders (hub, kind, status, placed_at, id);
CREATE INDEX orders_by_total ON orders (hub, kind, charged_minor, id);
CREATE INDEX orders_by_customer ON orders (customer, placed_at, id);
CREATE INDEX orders_by_tracking ON orders (tracking);
CREATE INDEX orders_by_run ON orders (run);
CREATE INDEX orders_by_community ON orders (community, placed_at, id);

CREATE TABLE order_line (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL,
    hub TEXT NOT NULL,
    product TEXT NOT NULL,
    position INTEGER NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL, -- JSON: language to text
    unit TEXT NOT NULL,
    price_e4 INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    charged_minor INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    back_ordered INTEGER NOT NULL,
    packed INTEGER, -- NULL: not packed yet
    short_reason TEXT, -- NULL: nothing is missing
    remainder TEXT, -- JSON; NULL: nothing is missing
    replaces TEXT, -- NULL: not in the place of another line
    delivered INTEGER -- NULL: not delivered yet
) STRICT, WITHOUT ROWID;

CREATE INDEX order_line_by_order ON order_line (order_id, position);
CREATE INDEX order_line_waiting ON order_line (hub, product) WHERE back_ordered > 0;

CREATE TABLE order_event (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL,
    command TEXT NOT NULL,
    status TEXT NOT NULL,
    actor TEXT, -- NULL: the server itself
    role TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    reason TEXT, -- NULL: none was given
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX order_event_by_order ON order_event (order_id, received_at);

CREATE TABLE order_cycle (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    opens_at INTEGER NOT NULL,
    cutoff_at INTEGER NOT NULL,
    pack_by INTEGER NOT NULL,
    departs_at INTEGER NOT NULL,
    arrives_by INTEGER NOT NULL,
    cancelled_at INTEGER -- NULL: it goes
) STRICT, WITHOUT ROWID;

CREATE INDEX order_cycle_by_hub ON order_cycle (hub, departs_at);

CREATE TABLE hub_terms (
    id TEXT PRIMARY KEY, -- the hub
    community TEXT NOT NULL,
    delivery_fee_minor INTEGER NOT NULL,
    currency TEXT NOT NULL
) STRICT, WITHOUT ROWID;
