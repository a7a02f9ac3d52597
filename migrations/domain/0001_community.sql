-- Communities, hubs, members and roles.

CREATE TABLE community (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    about TEXT NOT NULL, -- JSON: language to text
    default_locale TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hub (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL, -- JSON: language to text
    address TEXT NOT NULL, -- JSON
    lat_e6 INTEGER NOT NULL,
    lon_e6 INTEGER NOT NULL,
    time_zone TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX hub_by_community ON hub (community);

CREATE TABLE member (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    user_id TEXT NOT NULL,
    hub TEXT, -- NULL: of no hub
    hub_since INTEGER NOT NULL,
    display_name TEXT NOT NULL,
    locale TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    left_at INTEGER -- NULL while the person belongs
) STRICT, WITHOUT ROWID;

CREATE INDEX member_by_user ON member (user_id);
CREATE INDEX member_by_community ON member (community, joined_at);

CREATE TABLE role_grant (
    id TEXT PRIMARY KEY,
    community TEXT NOT NULL,
    member TEXT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    hub TEXT, -- NULL for roles that are not held at a hub
    granted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX role_grant_by_user ON role_grant (user_id);
CREATE INDEX role_grant_by_member ON role_grant (member);
CREATE INDEX role_grant_by_community ON role_grant (community, role);
