-- A report that an area asks of those below it, once for all: which span, by which document, until when. Rows are only added.

CREATE TABLE report_task (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  area INTEGER NOT NULL REFERENCES area (id),  -- that asks
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  basis INTEGER NOT NULL,
  document_no TEXT NOT NULL,         -- the document that it rests on
  note TEXT NOT NULL,                -- '' where none was given
  due_on INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  UNIQUE (area, first_day, last_day, basis)
) STRICT;
