-- The server's half of the sync engine. None of these tables has a scope: no device ever receives them.

CREATE TABLE server_meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One counter per scope. `pruned`: tombstones up to this number are forgotten, so a cursor below it is of no use.
CREATE TABLE scope_head (
    scope TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    pruned INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One line per (row, scope), with that scope's latest number for the row.
CREATE TABLE change_index (
    tbl TEXT NOT NULL,
    id TEXT NOT NULL,
    scope TEXT NOT NULL,
    seq INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tbl, id, scope)
) STRICT, WITHOUT ROWID;

CREATE INDEX change_index_by_seq ON change_index (scope, seq);

CREATE TABLE device (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    high_water INTEGER NOT NULL,
    digest TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What became of each call, for ever: a call id has one verdict.
CREATE TABLE verdict (
    call_id TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    outcome TEXT NOT NULL,
    position INTEGER NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which call had which number, so that a cloned or shortened device file is noticed.
CREATE TABLE device_call (
    device_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    call_id TEXT NOT NULL,
    reused INTEGER NOT NULL, -- the id came before with another content: this number was refused
    position INTEGER NOT NULL,
    PRIMARY KEY (device_id, number)
) STRICT, WITHOUT ROWID;

-- Files by content. `received` bytes have arrived; complete when `checked_at` is set.
CREATE TABLE blob (
    hash TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    received INTEGER NOT NULL,
    checked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE blob_uploader (
    hash TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (hash, user_id)
) STRICT, WITHOUT ROWID;

-- Which rows name a file: whoever may see one of them may read it.
CREATE TABLE blob_reference (
    hash TEXT NOT NULL,
    tbl TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (hash, tbl, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX blob_reference_by_row ON blob_reference (tbl, id);

-- Samples that devices recorded, each once.
CREATE TABLE telemetry (
    device_id TEXT NOT NULL,
    boot INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    sample TEXT NOT NULL,
    PRIMARY KEY (device_id, boot, seq)
) STRICT, WITHOUT ROWID;
