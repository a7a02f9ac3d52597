-- Counters, the journal of every unit, and the last proof of each device. The server's alone.

CREATE TABLE stock_movement (
    number INTEGER PRIMARY KEY,
    hub_id TEXT NOT NULL,
    product_id TEXT NOT NULL,
    call_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    movement TEXT NOT NULL -- JSON
) STRICT;

CREATE INDEX stock_movement_by_product ON stock_movement (hub_id, product_id, number);

CREATE TABLE confirmed_count (
    hub_id TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE proof_chain (
    device TEXT PRIMARY KEY,
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX product_sku_once ON product (community, sku);
CREATE UNIQUE INDEX stock_level_once ON stock_level (hub, product);
CREATE UNIQUE INDEX orders_tracking_once ON orders (tracking);
CREATE UNIQUE INDEX order_line_place ON order_line (order_id, position);
CREATE UNIQUE INDEX driver_once ON driver (hub, user_id);
