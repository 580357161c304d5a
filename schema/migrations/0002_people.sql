-- Who may do what: accounts and their sign-ins, rosters of teams, codes for known phones, the audit trail, redactions.
-- Roles are the numbers of people::Role.

ALTER TABLE team ADD COLUMN leader TEXT NOT NULL DEFAULT '';
ALTER TABLE team ADD COLUMN phone TEXT NOT NULL DEFAULT '';  -- the leader's telephone

-- Who belongs to a team, and when; in the order in which the list is shown.
CREATE TABLE team_member (
  team BLOB NOT NULL REFERENCES team (id),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  "from" INTEGER,                    -- null: from the beginning
  "to" INTEGER,                      -- null: still
  PRIMARY KEY (team, number)
) STRICT, WITHOUT ROWID;

-- A device that may only bring what it still holds, and pulls nothing.
ALTER TABLE device ADD COLUMN outbox_only INTEGER NOT NULL DEFAULT 0;

ALTER TABLE enrolment ADD COLUMN for_device BLOB REFERENCES device (id);  -- null: a phone that was never enrolled
ALTER TABLE enrolment ADD COLUMN outbox_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE enrolment ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
ALTER TABLE enrolment ADD COLUMN cancelled_at INTEGER;  -- null: good until it expires
CREATE INDEX enrolment_by_team ON enrolment (team, created_at);

CREATE TABLE account (
  id BLOB PRIMARY KEY,
  username TEXT NOT NULL,
  username_key TEXT NOT NULL UNIQUE, -- ASCII letters in lower case: by this one signs in
  role INTEGER NOT NULL,
  area INTEGER NOT NULL REFERENCES area (id),
  password_hash TEXT NOT NULL,       -- argon2id, as libsodium writes it
  created_at INTEGER NOT NULL,
  disabled_at INTEGER,               -- null: may sign in
  expires_at INTEGER,                -- null: never; of auditors
  first_day INTEGER,                 -- null: no bound; of auditors: the days they may read
  last_day INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in (
  token_hash BLOB PRIMARY KEY,       -- SHA-256 of the token in the cookie or header
  account BLOB NOT NULL REFERENCES account (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_by_account ON sign_in (account);

-- Who did what, when and from where. Rows are added and never touched again.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,               -- username, name of a phone, or the tool
  actor_id BLOB,                     -- null: neither account nor phone
  action TEXT NOT NULL,
  event BLOB,                        -- null: about no event
  area INTEGER NOT NULL,             -- where it belongs; 0: nowhere
  subject TEXT NOT NULL,             -- id of the device, account, team, ...; '' when the event says it
  address TEXT NOT NULL,
  details TEXT NOT NULL              -- JSON object
) STRICT;

CREATE INDEX audit_by_event ON audit (event, number) WHERE event IS NOT NULL;
CREATE INDEX audit_by_actor ON audit (actor, number);

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is never changed'); END;
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is never changed'); END;

-- Fields taken out of every version of an event. A change made from a version below `version` does not bring them back.
CREATE TABLE redaction (
  event BLOB NOT NULL,
  field TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (event, field)
) STRICT, WITHOUT ROWID;

CREATE INDEX kept_change_by_change_id ON kept_change (change_id);
CREATE INDEX kept_change_open ON kept_change (number) WHERE resolved_at IS NULL;
