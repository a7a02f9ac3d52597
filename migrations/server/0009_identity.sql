-- Accounts as they are proven, second factors, and mail that waits. None of these tables has a scope: no device
-- ever receives them.

ALTER TABLE account ADD COLUMN verified_at INTEGER; -- NULL until somebody opened a mail sent to the address

ALTER TABLE account ADD COLUMN sessions_from INTEGER NOT NULL DEFAULT 0; -- partial tokens made before are void

-- What is known of a session besides its device, so that its owner can tell it from others.
ALTER TABLE session ADD COLUMN second_factor_at INTEGER; -- NULL when the session began without one
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN network TEXT NOT NULL DEFAULT ''; -- the address without its last part

-- Links in mails: each works once. Only hashes are kept.
CREATE TABLE link (
    hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL, -- verify, reset, sign_in
    user_id TEXT NOT NULL,
    device_id TEXT, -- the device that asked, when only that one may use it
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX link_by_user ON link (user_id, purpose);
CREATE INDEX link_by_expiry ON link (expires_at);

-- TOTP secrets, sealed. confirmed_at is NULL while its owner has not shown that they can use it.
CREATE TABLE second_factor (
    user_id TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_step INTEGER NOT NULL -- a code counts once: that of this time step and older ones are spent
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_code (
    user_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;

-- Failed second factors by person; as login_attempt.
CREATE TABLE code_attempt (
    user_id TEXT PRIMARY KEY,
    failed INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A second factor given for one purpose; core/src/step_up.rs reads it.
CREATE TABLE step_up (
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    purpose TEXT NOT NULL, -- a word and the thing it is for, as bid:<id>
    ceiling_minor INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (user_id, device_id, purpose)
) STRICT, WITHOUT ROWID;

CREATE INDEX step_up_by_time ON step_up (at);

-- Mail, queued with the change that caused it. `event` names the cause: one mail per event, for ever.
CREATE TABLE mail (
    event TEXT PRIMARY KEY,
    recipient TEXT NOT NULL, -- emptied when it is settled
    locale TEXT NOT NULL,
    content TEXT NOT NULL, -- JSON; emptied when it is settled
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, -- worth nothing afterwards
    state TEXT NOT NULL, -- waiting, sending, sent, dead
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    reason TEXT NOT NULL -- why it is dead or waits
) STRICT, WITHOUT ROWID;

CREATE INDEX mail_by_turn ON mail (state, next_at);

-- Legal texts, and who agreed to which. The newest version of a kind is in force.
CREATE TABLE legal_text (
    kind TEXT NOT NULL, -- terms, privacy
    version INTEGER NOT NULL,
    locale TEXT NOT NULL,
    body TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (kind, version, locale)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent (
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    given_at INTEGER NOT NULL,
    network TEXT NOT NULL,
    PRIMARY KEY (user_id, kind, version)
) STRICT, WITHOUT ROWID;
