-- What the clock asks for. None of these tables has a scope: no device ever receives them.

-- Commands of the clock that did not go through, until they do.
CREATE TABLE job_failure (
    id TEXT PRIMARY KEY,
    command TEXT NOT NULL,
    outcome TEXT NOT NULL, -- JSON
    attempts INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    next_at INTEGER -- NULL: given up
) STRICT, WITHOUT ROWID;

-- Polls whose author was told that they ended, and of which end.
CREATE TABLE poll_ended (
    poll_id TEXT PRIMARY KEY,
    final_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
