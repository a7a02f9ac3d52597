-- Tickets, what is said in them, and the terms of hubs.

CREATE TABLE ticket (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT, -- NULL: for the people who run the community
    author TEXT, -- NULL: the server itself
    author_name TEXT NOT NULL,
    order_id TEXT, -- NULL: about no order
    follows TEXT, -- NULL: continues no other ticket
    cause TEXT NOT NULL,
    params TEXT NOT NULL, -- JSON
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    attachments TEXT NOT NULL, -- JSON list
    status TEXT NOT NULL,
    waiting_until INTEGER, -- NULL: does not wait for a time
    ended_at INTEGER, -- NULL: neither solved nor closed
    answered INTEGER NOT NULL,
    owed INTEGER NOT NULL,
    clocks TEXT NOT NULL, -- JSON
    assignee TEXT, -- NULL: nobody has it
    assignee_name TEXT, -- NULL: nobody has it, or the name is out of sight
    written_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    moved_at INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    due_at INTEGER -- NULL: time brings nothing
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_by_community ON ticket (community, moved_at);
CREATE INDEX ticket_by_author ON ticket (author, moved_at);
CREATE INDEX ticket_by_due ON ticket (due_at);
CREATE INDEX ticket_by_order ON ticket (order_id);

CREATE TABLE ticket_reply (
    id TEXT PRIMARY KEY,
    ticket TEXT NOT NULL,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    from_staff INTEGER NOT NULL,
    text TEXT NOT NULL,
    attachments TEXT NOT NULL, -- JSON list
    written_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_reply_by_ticket ON ticket_reply (ticket, received_at);

CREATE TABLE ticket_note (
    id TEXT PRIMARY KEY,
    ticket TEXT NOT NULL,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    written_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_note_by_ticket ON ticket_note (ticket, written_at);

CREATE TABLE support_terms (
    id TEXT PRIMARY KEY, -- the hub, or the community where no hub answers
    community TEXT NOT NULL,
    calendar TEXT NOT NULL, -- JSON
    promise TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;
