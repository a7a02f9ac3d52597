-- Drivers, shifts, runs, stops, proofs of delivery, cash, and what a dispatcher has to look at.

CREATE TABLE driver (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    vehicle TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    ended_at INTEGER -- NULL: drives
) STRICT, WITHOUT ROWID;

CREATE INDEX driver_by_hub ON driver (hub);

CREATE TABLE shift (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    driver TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER, -- NULL: still on
    counted_minor INTEGER, -- NULL: the cash was not counted
    expected_minor INTEGER, -- NULL: the cash was not counted
    currency TEXT, -- NULL: the cash was not counted
    count_reason TEXT, -- NULL: nothing differs, or not counted
    signed_by_manager TEXT, -- NULL: not signed
    signed_by_driver TEXT, -- NULL: not signed
    closed_at INTEGER -- NULL: the cash is still open
) STRICT, WITHOUT ROWID;

CREATE INDEX shift_by_driver ON shift (driver, started_at);
CREATE INDEX shift_by_hub ON shift (hub, started_at);

CREATE TABLE run (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    driver TEXT NOT NULL,
    state TEXT NOT NULL,
    departs_at INTEGER NOT NULL,
    manual INTEGER NOT NULL,
    departed_at INTEGER, -- NULL: not yet
    ended_at INTEGER, -- NULL: not yet
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX run_by_driver ON run (driver, state, departs_at);
CREATE INDEX run_by_hub ON run (hub, state, departs_at);

CREATE TABLE run_stop (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    run TEXT NOT NULL,
    driver TEXT NOT NULL,
    driver_name TEXT NOT NULL,
    order_id TEXT NOT NULL,
    customer TEXT, -- NULL: nobody known
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    phase TEXT NOT NULL,
    fail_reason TEXT, -- NULL unless it failed
    tracking TEXT NOT NULL,
    recipient TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT, -- JSON; NULL: not known
    lat_e6 INTEGER, -- NULL: not known
    lon_e6 INTEGER, -- NULL: not known
    notes TEXT NOT NULL,
    window_from INTEGER, -- NULL: any time
    window_until INTEGER, -- NULL: any time
    service_ms INTEGER NOT NULL,
    load INTEGER NOT NULL,
    lines TEXT NOT NULL, -- JSON
    due_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    planned_at INTEGER, -- NULL: not planned
    arrived_at INTEGER, -- NULL: not yet
    done_at INTEGER, -- NULL: not yet
    proof TEXT -- NULL: none
) STRICT, WITHOUT ROWID;

CREATE INDEX run_stop_by_run ON run_stop (run, position);
CREATE INDEX run_stop_by_order ON run_stop (order_id);

CREATE TABLE stop_event (
    id TEXT PRIMARY KEY,
    stop TEXT NOT NULL,
    command TEXT NOT NULL,
    phase TEXT NOT NULL,
    outcome TEXT NOT NULL,
    actor TEXT, -- NULL: the server itself
    role TEXT NOT NULL,
    reason TEXT, -- NULL: none
    note TEXT NOT NULL,
    lat_e6 INTEGER, -- NULL: not known
    lon_e6 INTEGER, -- NULL: not known
    made_at INTEGER NOT NULL,
    received_at INTEGER -- NULL: not at the server yet
) STRICT, WITHOUT ROWID;

CREATE INDEX stop_event_by_stop ON stop_event (stop, made_at);

CREATE TABLE proof_record (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    stop TEXT NOT NULL,
    order_id TEXT NOT NULL,
    driver TEXT NOT NULL,
    customer TEXT, -- NULL: nobody known
    proof TEXT NOT NULL, -- JSON
    photo_1 TEXT, -- NULL: no picture
    photo_2 TEXT, -- NULL: no second picture
    photo_3 TEXT, -- NULL: no third picture
    signature_image TEXT, -- NULL: not signed
    digest TEXT NOT NULL,
    device TEXT NOT NULL,
    corrects TEXT, -- NULL: the first record
    made_at INTEGER NOT NULL,
    received_at INTEGER, -- NULL: not at the server yet
    reviews TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE INDEX proof_record_by_stop ON proof_record (stop, made_at);
CREATE INDEX proof_record_by_order ON proof_record (order_id);

CREATE TABLE cash_collection (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    stop TEXT NOT NULL,
    order_id TEXT NOT NULL,
    driver TEXT NOT NULL,
    shift TEXT, -- NULL: outside a shift
    due_minor INTEGER NOT NULL,
    collected_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    method TEXT NOT NULL,
    reason TEXT, -- NULL: nothing differs
    proof TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    void_at INTEGER -- NULL: it counts
) STRICT, WITHOUT ROWID;

CREATE INDEX cash_collection_by_stop ON cash_collection (stop);
CREATE INDEX cash_collection_by_shift ON cash_collection (shift);
CREATE INDEX cash_collection_by_driver ON cash_collection (driver, made_at);

CREATE TABLE review_item (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT NOT NULL,
    why TEXT NOT NULL,
    stop TEXT NOT NULL,
    order_id TEXT NOT NULL,
    driver TEXT NOT NULL,
    proof TEXT, -- NULL: not about a proof
    found_at INTEGER NOT NULL,
    resolved_at INTEGER, -- NULL: still open
    resolved_by TEXT, -- NULL: still open
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX review_item_by_hub ON review_item (hub, resolved_at, found_at);
