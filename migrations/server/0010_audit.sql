-- What was done by whom: one line per change, written in the transaction of the change. It has no scope: no
-- device ever receives it. Each line carries the digest of the one before, so that none can be changed, removed,
-- added or moved without breaking the chain. It holds pseudonyms only.

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL, -- a pseudonym, or the name of a job
    action TEXT NOT NULL,
    entity TEXT NOT NULL, -- what it was done to: a kind and an id or a pseudonym
    correlation TEXT NOT NULL, -- the request, as in the log; empty for jobs
    details TEXT NOT NULL, -- JSON
    digest TEXT NOT NULL -- of the line before and this one
) STRICT;

CREATE INDEX audit_by_actor ON audit (actor, seq);
CREATE INDEX audit_by_entity ON audit (entity);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
