-- Disputes, their steps and their evidence.

CREATE TABLE dispute_case (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT, -- NULL: of no hub
    about TEXT NOT NULL,
    subject TEXT NOT NULL,
    title TEXT NOT NULL,
    buyer TEXT NOT NULL,
    buyer_name TEXT NOT NULL,
    seller TEXT, -- NULL: the hub itself
    seller_name TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at INTEGER, -- NULL: silence brings nothing
    settles_at INTEGER, -- NULL: not over, or no money to move
    settled_at INTEGER, -- NULL: the money has not moved
    mediated INTEGER NOT NULL,
    standing TEXT NOT NULL, -- JSON
    created_at INTEGER NOT NULL,
    moved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX dispute_case_by_community ON dispute_case (community, moved_at);
CREATE INDEX dispute_case_by_subject ON dispute_case (subject);
CREATE INDEX dispute_case_by_due ON dispute_case (due_at);
CREATE INDEX dispute_case_by_settling ON dispute_case (settles_at);

CREATE TABLE dispute_step (
    id TEXT PRIMARY KEY,
    dispute TEXT NOT NULL,
    act TEXT NOT NULL,
    actor TEXT NOT NULL,
    person TEXT, -- NULL: time itself
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    at INTEGER NOT NULL,
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX dispute_step_by_dispute ON dispute_step (dispute, at);

CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    dispute TEXT NOT NULL,
    kind TEXT NOT NULL,
    side TEXT NOT NULL,
    author TEXT, -- NULL: the server itself
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    file TEXT, -- NULL: no picture
    reference TEXT, -- NULL: points to nothing
    made_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_by_dispute ON evidence (dispute, received_at);
