-- How far each row stands from the first of its event, so that a long history need not be walked. Rows up to 16 are found
-- along the chain; those behind them by one probe of an index that holds nothing of ordinary events.

ALTER TABLE history ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;  -- rows of the event before this one

UPDATE history SET depth = chain.depth
FROM (SELECT seq, row_number() OVER (PARTITION BY event ORDER BY seq) - 1 AS depth FROM history) AS chain
WHERE history.seq = chain.seq AND chain.depth > 0;

CREATE INDEX history_deep_change ON history (event, change_id) WHERE depth > 16;
-- 0 put, 1 remove, 4 redact: what brings a version.
CREATE INDEX history_deep_version ON history (event, version) WHERE depth > 16 AND op IN (0, 1, 4);
CREATE INDEX history_deep_start ON history (event) WHERE depth = 17;

-- More than a phone can hold was told once, and added up.
UPDATE device SET
  pending_events = min(pending_events, 1000000),
  pending_edits = min(pending_edits, 1000000),
  pending_photos = min(pending_photos, 1000000);
