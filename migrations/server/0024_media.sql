-- Pictures and signed uploads. None of these tables has a scope: no device ever receives them.

-- Files that were judged to be pictures.
CREATE TABLE picture (
    hash TEXT PRIMARY KEY,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    judged_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Signed addresses that were used, with what was answered: whoever comes again gets the same answer.
CREATE TABLE upload (
    id TEXT PRIMARY KEY,
    answer TEXT NOT NULL, -- JSON
    used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX blob_by_age ON blob (checked_at);
