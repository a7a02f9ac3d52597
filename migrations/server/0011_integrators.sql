-- Keys of integrators, and keys under which what can't be removed is sealed. Neither table has a scope: no device
-- ever receives them.

CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE, -- keyed; the key itself is told once
    grants TEXT NOT NULL, -- JSON list, as voting:read
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER -- NULL while it stands
) STRICT, WITHOUT ROWID;

CREATE INDEX api_key_by_user ON api_key (user_id);

-- A person's own key, sealed. Without it nothing can be read that was sealed under it.
CREATE TABLE person_key (
    user_id TEXT PRIMARY KEY,
    key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
