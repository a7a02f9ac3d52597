-- The device's half of the sync engine.

CREATE TABLE client_meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Calls from the moment they are recorded until the server's backup holds them.
-- state: 0 waiting, 1 accepted (its rows have not all come), 2 accepted and kept until the server's
-- backup holds it, 3 unknown to the server, 4 given up by the person (only its
-- number goes, unless the call was already on its way).
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    depends_on TEXT NOT NULL,
    command TEXT NOT NULL,
    state INTEGER NOT NULL,
    digest TEXT NOT NULL,
    touched TEXT NOT NULL,
    predicted TEXT
) STRICT;

CREATE INDEX outbox_by_id ON outbox (id);
CREATE INDEX outbox_by_state ON outbox (state);

-- Refusals, until the person clears them. `undecided`: the server put it aside; it may go again
-- under the same id.
CREATE TABLE refused (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    command TEXT NOT NULL,
    depends_on TEXT NOT NULL DEFAULT '[]',
    refusal TEXT NOT NULL,
    undecided INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The confirmed version of each row that waiting calls have touched; NULL where there was none.
CREATE TABLE shadow (
    tbl TEXT NOT NULL,
    id TEXT NOT NULL,
    row TEXT,
    writer INTEGER NOT NULL,
    PRIMARY KEY (tbl, id)
) STRICT, WITHOUT ROWID;

-- How far the device has come in each scope it holds. Incomplete while cursor < target.
CREATE TABLE scope_cursor (
    scope TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    cursor INTEGER NOT NULL,
    target INTEGER NOT NULL
) STRICT;

-- Through which scopes a row is held. stale: of an earlier fetch, dropped when the scope is complete.
CREATE TABLE held (
    scope INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    id TEXT NOT NULL,
    stale INTEGER NOT NULL,
    PRIMARY KEY (scope, tbl, id)
) STRICT, WITHOUT ROWID;

-- Columns (and whole tables) that came from the server and this version does not know.
CREATE TABLE unknown_column (
    tbl TEXT NOT NULL,
    id TEXT NOT NULL,
    columns TEXT NOT NULL,
    PRIMARY KEY (tbl, id)
) STRICT, WITHOUT ROWID;

-- Files by content. state 0: to be sent, 1: to be fetched, 2: here and on the server.
CREATE TABLE file (
    hash TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    state INTEGER NOT NULL,
    moved INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Samples that wait to be sent.
CREATE TABLE sample (
    boot INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    sample TEXT NOT NULL,
    PRIMARY KEY (boot, seq)
) STRICT, WITHOUT ROWID;
