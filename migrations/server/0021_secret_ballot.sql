-- What was chosen in secret polls: no person, time, device or call, in the order of random keys. Without a scope:
-- no device ever receives it.
CREATE TABLE secret_ballot (
    poll_id TEXT NOT NULL,
    ballot_key TEXT NOT NULL,
    selections TEXT NOT NULL, -- JSON
    PRIMARY KEY (poll_id, ballot_key)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX submission_once ON submission (poll, voter);
