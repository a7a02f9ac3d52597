-- Polls, ballots and counts.

CREATE TABLE poll (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    hub TEXT, -- NULL: the whole community votes
    item TEXT, -- NULL: about no single item
    status TEXT NOT NULL,
    frozen INTEGER NOT NULL,
    title TEXT NOT NULL, -- JSON: language to text
    description TEXT NOT NULL, -- JSON: language to text
    method TEXT NOT NULL, -- JSON
    outcome TEXT NOT NULL, -- JSON
    currency TEXT, -- NULL: not about money
    blank_allowed INTEGER NOT NULL,
    changeable INTEGER NOT NULL,
    opens_at INTEGER NOT NULL,
    closes_at INTEGER NOT NULL,
    grace_ms INTEGER NOT NULL,
    quorum_pct INTEGER NOT NULL,
    later_joiners INTEGER NOT NULL,
    result_mode TEXT NOT NULL,
    bias_accepted INTEGER NOT NULL,
    author TEXT, -- NULL: the server itself
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX poll_by_community ON poll (community, closes_at);
CREATE INDEX poll_by_item ON poll (item);

CREATE TABLE poll_option (
    id TEXT PRIMARY KEY,
    poll TEXT NOT NULL,
    item TEXT, -- NULL: has words of its own
    title TEXT NOT NULL, -- JSON: language to text
    cost_minor INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX poll_option_by_poll ON poll_option (poll, position);

CREATE TABLE ballot (
    id TEXT PRIMARY KEY,
    poll TEXT NOT NULL,
    voter TEXT NOT NULL,
    selections TEXT NOT NULL, -- JSON
    revision INTEGER NOT NULL,
    cast_at INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ballot_by_poll ON ballot (poll);
CREATE INDEX ballot_by_voter ON ballot (voter);

CREATE TABLE ballot_revision (
    id TEXT PRIMARY KEY,
    ballot TEXT NOT NULL,
    poll TEXT NOT NULL,
    voter TEXT NOT NULL,
    revision INTEGER NOT NULL,
    selections TEXT NOT NULL, -- JSON
    withdrawn INTEGER NOT NULL,
    cast_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ballot_revision_by_ballot ON ballot_revision (ballot, revision);

CREATE TABLE poll_tally (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    cast_count INTEGER NOT NULL,
    blank_count INTEGER NOT NULL,
    electorate INTEGER NOT NULL,
    as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE option_tally (
    id TEXT PRIMARY KEY,
    poll TEXT NOT NULL,
    ballots INTEGER NOT NULL,
    score INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX option_tally_by_poll ON option_tally (poll);

CREATE TABLE poll_result (
    id TEXT PRIMARY KEY,
    outcome TEXT NOT NULL, -- JSON
    quorum_needed INTEGER NOT NULL,
    quorum_met INTEGER NOT NULL,
    cast_count INTEGER NOT NULL,
    electorate INTEGER NOT NULL,
    published_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
