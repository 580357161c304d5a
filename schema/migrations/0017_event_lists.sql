-- The lists of events by branch and by team as tables of their own, brought up behind the records many at a time: an index is
-- written with each record, on a page of its own for each branch, day and team.
CREATE TABLE branch_event (
  of_branch INTEGER NOT NULL,        -- AreaTree::branch_of
  on_day INTEGER NOT NULL,
  event BLOB NOT NULL,
  PRIMARY KEY (of_branch, on_day, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE team_event (
  of_team BLOB NOT NULL,
  at_seq INTEGER NOT NULL,           -- the newest history row of the event
  event BLOB NOT NULL,
  PRIMARY KEY (of_team, at_seq)
) STRICT, WITHOUT ROWID;

-- One row: events whose newest history row is up to here stand in both lists; the others in neither.
CREATE TABLE event_listed (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  upto INTEGER NOT NULL
) STRICT;

-- What is there is listed by Writer when it is opened, a piece at a time: that can be cut off and goes on.
INSERT INTO event_listed (only_row, upto) VALUES (1, 0);

DROP INDEX event_by_branch;
DROP INDEX event_by_team;
