-- Messages of coordinators to the phones of teams, and which phone read them.

CREATE TABLE notice (
  id BLOB PRIMARY KEY,
  number INTEGER NOT NULL,           -- place in the feed: taken when it is made, and anew when it is withdrawn
  kind INTEGER NOT NULL,             -- protocol::NoticeKind
  title TEXT NOT NULL,               -- '': none
  text TEXT NOT NULL,
  due_on INTEGER,                    -- null: nothing is due
  area INTEGER REFERENCES area (id), -- null: for one team; else for all teams based at or below it
  team BLOB REFERENCES team (id),    -- null: for an area
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  withdrawn_at INTEGER,              -- null: in force
  CHECK ((area IS NULL) <> (team IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX notice_by_number ON notice (number);
CREATE INDEX notice_by_area ON notice (area, number) WHERE area IS NOT NULL;
CREATE INDEX notice_by_team ON notice (team, number) WHERE team IS NOT NULL;

-- One row for each team that the phone stood for when it told of it.
CREATE TABLE notice_read (
  notice BLOB NOT NULL REFERENCES notice (id),
  device BLOB NOT NULL REFERENCES device (id),
  team BLOB NOT NULL REFERENCES team (id),
  read_at INTEGER NOT NULL,          -- by the phone's clock
  received_at INTEGER NOT NULL,
  PRIMARY KEY (notice, device, team)
) STRICT, WITHOUT ROWID;
