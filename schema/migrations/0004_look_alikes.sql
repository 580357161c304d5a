-- Pairs of records that look as if they told of one occasion, as the scan that follows the commits found them. A row
-- depends on the two records alone; whether a pair is open is seen when it is read, from the states of both events.

CREATE TABLE look_alike (
  low BLOB NOT NULL,                 -- the two events, the smaller id first
  high BLOB NOT NULL,
  low_seq INTEGER NOT NULL,          -- history rows whose records were compared (event.body_seq of then)
  high_seq INTEGER NOT NULL,
  branch INTEGER NOT NULL,           -- of both
  occurred_on INTEGER NOT NULL,      -- of both
  score INTEGER NOT NULL,            -- 0 to 100
  kind INTEGER NOT NULL,             -- LookAlikeKind
  reasons TEXT NOT NULL,             -- JSON: [{"code", "values"}]
  cleared_by TEXT,                   -- who said that they are two different visits; null: nobody, as the following
  cleared_at INTEGER,
  cleared_reason TEXT,
  PRIMARY KEY (low, high)
) STRICT, WITHOUT ROWID;

CREATE INDEX look_alike_by_high ON look_alike (high);
CREATE INDEX look_alike_by_branch ON look_alike (branch, occurred_on);
CREATE INDEX look_alike_by_day ON look_alike (occurred_on, low, high);

-- How far the scan came, and by which rules (look_alike_rules); other rules begin anew.
CREATE TABLE look_alike_scan (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  seq INTEGER NOT NULL,
  rules INTEGER NOT NULL
) STRICT;

INSERT INTO look_alike_scan (only_row, seq, rules) VALUES (1, 0, 0);
