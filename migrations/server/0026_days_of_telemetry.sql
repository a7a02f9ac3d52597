-- What remains of a day's telemetry when its points are erased: a line per person. No device ever receives it.

CREATE TABLE telemetry_day (
    day INTEGER NOT NULL, -- days since 1970-01-01, UTC
    user_id TEXT NOT NULL,
    points INTEGER NOT NULL,
    kept INTEGER NOT NULL, -- points that the filters believed
    length_cm INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (day, user_id)
) STRICT, WITHOUT ROWID;
