-- Records, their history, and what is counted from them. See schema/README.md for the picture.
-- Ids are 16-byte blobs (UUID). Times are milliseconds of UTC. Dates are days since 1970-01-01, months are
-- year * 12 + (month - 1). Review states, attributions and dimensions are the numbers of shared/review.hpp and
-- shared/measures.hpp.

-- One row: who this database is.
CREATE TABLE instance (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  secret BLOB NOT NULL,              -- 32 bytes: keys the checks of receipts and cursors
  reference_changes INTEGER NOT NULL DEFAULT 0,  -- counts changes of areas, vocabulary, venues and teams
  created_at INTEGER NOT NULL
) STRICT;

-- A new epoch begins with `bajin init` and with every restore. Sequence numbers and versions of an epoch lie above
-- any that an earlier epoch can have issued, lost ones included.
CREATE TABLE epoch (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL,                  -- 8 random bytes, carried by cursors
  started_at INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  first_version INTEGER NOT NULL
) STRICT;

CREATE TABLE area (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  parent INTEGER REFERENCES area (id),  -- null: the root
  valid_from INTEGER,                   -- null: since before our records
  valid_to INTEGER,                     -- null: in force
  successor TEXT NOT NULL DEFAULT ''
) STRICT;

-- The code lists as one document (schema/vocabulary.json); every earlier document stays.
CREATE TABLE vocabulary (
  number INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT;

CREATE TABLE venue (
  id TEXT PRIMARY KEY,
  venue_type TEXT NOT NULL,
  area INTEGER NOT NULL REFERENCES area (id),
  name TEXT NOT NULL,
  valid_from INTEGER,                -- null: since before our records
  valid_to INTEGER                   -- null: in use
) STRICT, WITHOUT ROWID;

CREATE TABLE team (
  id BLOB PRIMARY KEY,
  name TEXT NOT NULL,
  area INTEGER NOT NULL REFERENCES area (id),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id BLOB PRIMARY KEY,
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,   -- SHA-256 of the bearer token
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,                -- null: valid
  lost_at INTEGER,                   -- null: not declared lost
  last_heard_at INTEGER,             -- null: never synced
  app_version TEXT NOT NULL DEFAULT '',
  clock_offset_s INTEGER,            -- null: never told
  pending_events INTEGER NOT NULL DEFAULT 0,
  pending_edits INTEGER NOT NULL DEFAULT 0,
  pending_photos INTEGER NOT NULL DEFAULT 0,
  pending_oldest INTEGER             -- null: nothing pending
) STRICT, WITHOUT ROWID;

-- For which teams a device stands now (until is null) and stood before.
CREATE TABLE device_team (
  device BLOB NOT NULL REFERENCES device (id),
  team BLOB NOT NULL REFERENCES team (id),
  since INTEGER NOT NULL,
  until INTEGER,                     -- null: now
  PRIMARY KEY (device, team)
) STRICT, WITHOUT ROWID;

CREATE INDEX device_team_by_team ON device_team (team);

CREATE TABLE enrolment (
  code TEXT PRIMARY KEY,
  team BLOB NOT NULL REFERENCES team (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,                   -- null: unused
  request_id TEXT,                   -- of the request that used it; null: unused
  device BLOB REFERENCES device (id) -- null: unused
) STRICT, WITHOUT ROWID;

-- Everything that ever happened to an event, one row each, never changed and never removed.
-- previous_seq chains the rows of one event, so that no index by event is needed.
CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  event BLOB NOT NULL,
  previous_seq INTEGER,              -- null: the first
  version INTEGER NOT NULL,          -- of the record after this row; a review keeps it
  op INTEGER NOT NULL,               -- store::HistoryOp
  at INTEGER NOT NULL,               -- server time
  device BLOB,                       -- null: not by a phone
  actor TEXT NOT NULL,               -- who, where it was no phone
  change_id BLOB,                    -- null: not by a change of a phone
  content_digest INTEGER NOT NULL,   -- of the change as sent: the same change_id with another one is refused
  base INTEGER NOT NULL,
  edited_at INTEGER,                 -- by the phone's clock; null: not told
  clock_offset_s INTEGER,            -- phone minus server; null: not told
  warnings TEXT NOT NULL,            -- codes, comma between; those of the record in this version
  review TEXT NOT NULL,              -- JSON of protocol::Review after this row; '' is submitted, revision 0
  body TEXT                          -- JSON of the record; null: as in the version before, or a tombstone
) STRICT;

-- The newest state of each event: what lists, pages and rules need without reading a body.
CREATE TABLE event (
  id BLOB PRIMARY KEY,
  seq INTEGER NOT NULL,              -- newest history row
  body_seq INTEGER NOT NULL,         -- history row with the newest body, also of a tombstone
  team BLOB NOT NULL,
  version INTEGER NOT NULL,
  ancestor INTEGER NOT NULL,         -- highest version of an earlier epoch that the content descends from
  state INTEGER NOT NULL,            -- ReviewState
  revision INTEGER NOT NULL,
  adds INTEGER NOT NULL,             -- JointAdds as bits: materials 1, lectures 2, consultations 4
  of BLOB,                           -- null: neither duplicate nor joint
  source INTEGER NOT NULL,           -- store::Source
  received_at INTEGER NOT NULL,
  area INTEGER NOT NULL,
  branch INTEGER NOT NULL,           -- the township above, see AreaTree::branch_of
  occurred_on INTEGER NOT NULL,
  venue_type TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX event_by_team ON event (team, seq);
CREATE INDEX event_by_branch ON event (branch, occurred_on);
CREATE INDEX event_by_of ON event (of) WHERE of IS NOT NULL;

-- Changes that were refused or conflict, as they were sent, until a coordinator or the phone closes them.
CREATE TABLE kept_change (
  number INTEGER PRIMARY KEY,
  event BLOB,                        -- null: the id could not be read
  change_id BLOB,                    -- null: the id could not be read
  content_digest INTEGER NOT NULL,
  device BLOB NOT NULL,
  team BLOB NOT NULL,
  outcome INTEGER NOT NULL,          -- protocol::Outcome
  received_at INTEGER NOT NULL,
  problems TEXT NOT NULL,            -- JSON
  change TEXT NOT NULL,              -- JSON as sent
  resolved_at INTEGER                -- null: open
) STRICT;

CREATE INDEX kept_change_by_change ON kept_change (event, change_id);
CREATE INDEX kept_change_by_device ON kept_change (device, outcome, number);

CREATE TABLE nil_report (
  team BLOB NOT NULL REFERENCES team (id),
  month INTEGER NOT NULL,
  device BLOB,                       -- null: not by a phone
  change_id BLOB,                    -- null: not by a phone
  at INTEGER NOT NULL,
  PRIMARY KEY (team, month)
) STRICT, WITHOUT ROWID;

-- Every target ever set; the row with the highest number for a cell is in force. value null: removed.
CREATE TABLE target (
  number INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  area INTEGER,                      -- null: a team's target
  team BLOB,                         -- null: an area's target
  venue_type TEXT NOT NULL,          -- '': all types together
  metric TEXT NOT NULL,
  value INTEGER,
  "from" INTEGER NOT NULL,           -- day from which it holds
  document_no TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

CREATE INDEX target_by_year ON target (year, area, venue_type, metric);

-- The rolled-up counts, changed in the transaction that changes the records.
-- attribution 0 (area): every event at its prefecture and county by all dimensions, at its township by venue type.
-- attribution 1 (away): only for events recorded outside the county of their team: what to add to the figure by area
-- to get the figure by organiser, at prefecture and county. Empty in most databases, and free for all other events.
-- One row holds all dimensions of an area in a month, packed (server/store/count_cells): an event touches three rows
-- instead of twenty. `bajin report` and `bajin check` read them for people.
CREATE TABLE counts (
  slot INTEGER PRIMARY KEY,          -- month, attribution and area in one number, so that the table needs no index
  month INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  area INTEGER NOT NULL,
  cells BLOB NOT NULL
) STRICT;

-- How many counted events visited a place in a month.
CREATE TABLE visit (
  year INTEGER NOT NULL,
  area INTEGER NOT NULL,             -- of the place
  place TEXT NOT NULL,               -- '' for a village or community itself, else the venue's id
  month_of_year INTEGER NOT NULL,
  venue_type TEXT NOT NULL,          -- of the place: a community is a community whatever was recorded there
  received INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  PRIMARY KEY (year, area, place, month_of_year)
) STRICT, WITHOUT ROWID;

-- How many different places were visited in a year, so that coverage need not count them: at prefecture, county and
-- township, by venue type.
CREATE TABLE places_visited (
  year INTEGER NOT NULL,
  area INTEGER NOT NULL,
  venue_type TEXT NOT NULL,
  received INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  PRIMARY KEY (year, area, venue_type)
) STRICT, WITHOUT ROWID;
