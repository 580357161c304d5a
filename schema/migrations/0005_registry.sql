-- What the office keeps up itself: settings, and the registry of venues.

-- One row. Who changed what, and when, stands in the audit trail too.
CREATE TABLE setting (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  report_due_day INTEGER NOT NULL DEFAULT 5,     -- of the month after
  silent_after_days INTEGER NOT NULL DEFAULT 14, -- a team not heard of for longer is silent
  return_due_days INTEGER NOT NULL DEFAULT 7,    -- within which a returned record is to be corrected
  organization TEXT NOT NULL DEFAULT '',         -- on the cover of reports
  changed_at INTEGER,                            -- null: never
  changed_by TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO setting (only_row) VALUES (1);

-- A venue that was the same as another: what names it counts for that one. Never a chain.
ALTER TABLE venue ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';  -- '': stands for itself

CREATE INDEX venue_by_merged_into ON venue (merged_into) WHERE merged_into <> '';

-- Registered venues that a record named in any version and state: type and place of these stay as they are.
CREATE TABLE venue_named (
  venue TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO venue_named (venue)
SELECT DISTINCT json_extract(body, '$.venue_id') FROM history
WHERE instr(body, '"venue_id":"') > 0 AND EXISTS (SELECT 1 FROM venue)
  AND CASE WHEN json_valid(body) THEN json_extract(body, '$.venue_id') IN (SELECT id FROM venue) ELSE 0 END;

CREATE INDEX visit_by_place ON visit (place) WHERE place <> '';
