-- Who may sign in, and from where they did. None of these tables has a scope: no device ever receives them.

CREATE TABLE account (
    user_id TEXT PRIMARY KEY,
    email_key TEXT NOT NULL UNIQUE, -- keyed hash of the normalised address, for look-up
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    locale TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Failed sign-ins by address, whether it has an account or not: both look the same from outside.
-- locked_until is 0 while fewer than the limit have failed.
CREATE TABLE login_attempt (
    email_key TEXT PRIMARY KEY,
    failed INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX login_attempt_by_time ON login_attempt (last_at);

-- One session per sign-in: the family of its refresh tokens.
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    revoked_at INTEGER -- NULL while it stands
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_user ON session (user_id);

-- Every refresh token of a session, hashed. A replaced one stays until it expires, so that its reuse
-- is noticed.
CREATE TABLE refresh_token (
    hash TEXT PRIMARY KEY,
    session_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    replaced_at INTEGER -- NULL while it is the session's newest
) STRICT, WITHOUT ROWID;

CREATE INDEX refresh_token_by_session ON refresh_token (session_id);
CREATE INDEX refresh_token_by_expiry ON refresh_token (expires_at);
