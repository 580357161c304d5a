-- The counts as a base and a log: a group of changes appends what it adds as one row, and some hundred rows are folded into
-- counts, visit and places_visited (0001) at a time. The counts at any moment are both together.
CREATE TABLE count_log (
  number INTEGER PRIMARY KEY,        -- ascending; one that was given is never given again
  entries BLOB NOT NULL              -- packed, see server/store/count_log
) STRICT;

-- One row: how far the log is folded.
CREATE TABLE count_fold (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  folded INTEGER NOT NULL,           -- rows up to this one are in the base, whole; they may still be there
  upto INTEGER NOT NULL,             -- those behind folded up to this one are being folded
  done INTEGER NOT NULL              -- so many of what these touch, in the order of CountTail, are in the base
) STRICT;

INSERT INTO count_fold (only_row, folded, upto, done) VALUES (1, 0, 0, 0);
