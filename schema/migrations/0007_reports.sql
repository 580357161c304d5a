-- Sealed versions of the report of an area and a span. Rows are only ever added.

CREATE TABLE report (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  area INTEGER NOT NULL REFERENCES area (id),
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  basis INTEGER NOT NULL,            -- 0 received, 1 verified
  version INTEGER NOT NULL,          -- of this area, span and basis, from 1
  seq INTEGER NOT NULL,              -- the newest history row that it knows
  sealed_at INTEGER NOT NULL,
  sealed_by TEXT NOT NULL,
  reason TEXT NOT NULL,              -- '' for a first version
  sha256 BLOB NOT NULL,              -- of the document
  document TEXT NOT NULL,            -- JSON in canonical form: figures, names, codes, targets, the fingerprint of the events
  UNIQUE (area, first_day, last_day, basis, version)
) STRICT;

-- The events that a version counted, packed (server/store/report_store), in the order of their ids.
CREATE TABLE report_events (
  report INTEGER NOT NULL REFERENCES report (number),
  part INTEGER NOT NULL,
  entries BLOB NOT NULL,
  PRIMARY KEY (report, part)
) STRICT;
