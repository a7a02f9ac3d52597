-- What people are told.

CREATE TABLE notice (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    params TEXT NOT NULL, -- JSON
    created_at INTEGER NOT NULL,
    read_at INTEGER -- NULL: not seen yet
) STRICT, WITHOUT ROWID;

CREATE INDEX notice_by_user ON notice (user_id, created_at);
