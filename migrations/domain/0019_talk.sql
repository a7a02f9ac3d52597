-- What people say about items, and news.

ALTER TABLE item ADD COLUMN published_at INTEGER; -- NULL: not published, or before this was kept

CREATE TABLE comment (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    item TEXT NOT NULL,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    reply_to TEXT, -- NULL: answers no other
    text TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at INTEGER, -- NULL: as it was written
    hidden_at INTEGER, -- NULL: it shows
    hidden_because TEXT -- NULL: it shows
) STRICT, WITHOUT ROWID;

CREATE INDEX comment_by_item ON comment (item, created_at);
CREATE INDEX comment_by_author ON comment (author, created_at);
CREATE INDEX comment_by_answered ON comment (reply_to);

CREATE TABLE reaction (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    item TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX reaction_by_item ON reaction (item, kind);

CREATE TABLE reaction_tally (
    id TEXT PRIMARY KEY, -- the item
    community TEXT NOT NULL,
    counts TEXT NOT NULL -- JSON: kind to count
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    comment TEXT NOT NULL,
    reporter TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    handled_at INTEGER -- NULL: waits for a moderator
) STRICT, WITHOUT ROWID;

CREATE INDEX report_by_comment ON report (comment);
CREATE INDEX report_by_community ON report (community, handled_at);

CREATE TABLE post (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    default_locale TEXT NOT NULL,
    title TEXT NOT NULL, -- JSON: language to text
    body TEXT NOT NULL, -- JSON: language to Markdown
    image TEXT, -- NULL: no picture
    author TEXT, -- NULL: the server itself
    author_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    published_at INTEGER, -- NULL: a draft
    deleted_at INTEGER -- NULL: not deleted
) STRICT, WITHOUT ROWID;

CREATE INDEX post_by_community ON post (community, published_at);
CREATE INDEX item_by_publication ON item (community, published_at);
