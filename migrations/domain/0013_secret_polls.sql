-- Secret polls, and what follows a tie.

ALTER TABLE poll ADD COLUMN secret INTEGER NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN runoff_of TEXT; -- NULL: it decides no tie

ALTER TABLE poll_result ADD COLUMN resolution TEXT; -- JSON; NULL: nothing was made of a tie

-- Who has voted in a secret poll; never what.
CREATE TABLE submission (
    id TEXT PRIMARY KEY,
    poll TEXT NOT NULL,
    voter TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX submission_by_poll ON submission (poll);
CREATE INDEX submission_by_voter ON submission (voter);
