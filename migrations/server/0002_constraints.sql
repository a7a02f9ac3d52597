-- The second net below the rules. Devices have none of it: they pass through states that break them.

CREATE UNIQUE INDEX member_once ON member (community, user_id);
CREATE UNIQUE INDEX role_grant_once ON role_grant (member, role, coalesce(hub, ''));
CREATE UNIQUE INDEX item_text_once ON item_text (item, locale);
CREATE UNIQUE INDEX poll_option_place ON poll_option (poll, position);
CREATE UNIQUE INDEX ballot_once ON ballot (poll, voter);
CREATE UNIQUE INDEX ballot_revision_once ON ballot_revision (ballot, revision);
