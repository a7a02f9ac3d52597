-- Accounts that their owners closed: open to be opened again until they are erased.

ALTER TABLE account ADD COLUMN closed_at INTEGER; -- NULL while it is open
ALTER TABLE account ADD COLUMN erase_at INTEGER; -- NULL while it is open

CREATE INDEX account_by_erasure ON account (erase_at) WHERE erase_at IS NOT NULL;

CREATE INDEX device_by_user ON device (user_id);
