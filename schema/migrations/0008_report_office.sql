-- What an office does with a report: its cover, handing it upward, estimates of a year that is not over, samples for
-- auditors. Rows are only ever added, but for the cover, which is as it was written last.

CREATE TABLE report_cover (
  area INTEGER NOT NULL REFERENCES area (id),
  field TEXT NOT NULL,               -- see server/store/cover_store
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (area, field)
) STRICT;

-- A county's report on its way to the prefecture. The newest row of an area, span and basis says where it stands.
CREATE TABLE report_step (
  number INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report (number),
  step INTEGER NOT NULL,             -- 0 submitted, 1 returned, 2 accepted, 3 taken from the platform
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL               -- '' where none is asked for
) STRICT;
CREATE INDEX report_step_by_report ON report_step (report);

-- What an office expects of a whole year before it is over. The newest row of an area, year and metric is in force.
CREATE TABLE estimate (
  number INTEGER PRIMARY KEY,
  area INTEGER NOT NULL REFERENCES area (id),
  year INTEGER NOT NULL,
  metric TEXT NOT NULL,
  value INTEGER,                     -- null: withdrawn
  grounds TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;
CREATE INDEX estimate_by_cell ON estimate (area, year, metric, number);

-- A random sample of the events of a list, drawn by server/reports/sample.
CREATE TABLE sample (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  area INTEGER NOT NULL REFERENCES area (id),
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  filter TEXT NOT NULL,              -- JSON object: the parameters of the list
  seed TEXT NOT NULL,
  population INTEGER NOT NULL,       -- how many events the list had
  seq INTEGER NOT NULL,              -- the newest history row when it was drawn
  note TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

CREATE TABLE sample_event (
  sample INTEGER NOT NULL REFERENCES sample (number),
  position INTEGER NOT NULL,         -- from 1, as they were drawn
  event BLOB NOT NULL,
  version INTEGER NOT NULL,          -- when it was drawn
  PRIMARY KEY (sample, position)
) STRICT;

-- What an auditor found of an event of a sample; the newest row is in force.
CREATE TABLE finding (
  number INTEGER PRIMARY KEY,
  sample INTEGER NOT NULL REFERENCES sample (number),
  event BLOB NOT NULL,
  finding INTEGER NOT NULL,          -- 0 genuine, 1 partly genuine, 2 not genuine, 3 unverifiable
  note TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;
CREATE INDEX finding_by_event ON finding (sample, event, number);
