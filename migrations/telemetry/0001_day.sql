-- One day of telemetry, by the devices' clocks: a database file of its own, so that a day is erased by removing a
-- file. It is not part of the server's main database.

CREATE TABLE source (
    num INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL
) STRICT;

CREATE INDEX source_by_user ON source (user_id);

CREATE TABLE point (
    source INTEGER NOT NULL,
    boot INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    lat_e6 INTEGER, -- NULL: the sample is no position, see other
    lon_e6 INTEGER,
    accuracy_m INTEGER, -- NULL where the phone did not say; the same below
    speed_cm_s INTEGER,
    heading_deg INTEGER,
    battery_pct INTEGER,
    verdict INTEGER NOT NULL, -- 0 good, 1 coarse, 2 from the future, 3 a jump, 4 no position
    other TEXT, -- the sample, where it is no position
    PRIMARY KEY (source, boot, seq)
) STRICT, WITHOUT ROWID;

-- Where a person was last seen that day.
CREATE TABLE latest (
    user_id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    lat_e6 INTEGER NOT NULL,
    lon_e6 INTEGER NOT NULL,
    accuracy_m INTEGER,
    speed_cm_s INTEGER,
    heading_deg INTEGER
) STRICT, WITHOUT ROWID;
