-- Items and their words.

CREATE TABLE item (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT, -- NULL: takes place at no hub
    category TEXT NOT NULL,
    status TEXT NOT NULL,
    default_locale TEXT NOT NULL,
    tags TEXT NOT NULL, -- JSON list
    image TEXT, -- NULL: no picture
    event_at INTEGER, -- NULL: not at a time
    capacity INTEGER, -- NULL: no limit
    author TEXT, -- NULL: the server itself
    created_at INTEGER NOT NULL,
    deleted_at INTEGER -- NULL: not deleted
) STRICT, WITHOUT ROWID;

CREATE INDEX item_by_community ON item (community, category, status);

CREATE TABLE item_text (
    id TEXT PRIMARY KEY,
    item TEXT NOT NULL,
    locale TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX item_text_by_item ON item_text (item);
