-- The index of searches: which records hold a term (shared/search_terms), so that a search need not read every record.
-- It is kept behind the commits, and is made of the bodies of the history alone: an edit, a review and a restore change
-- nothing in it, a redaction takes its terms out. What is not in it yet is searched without it.

-- Rows of the history without a gap, from one block to the next. Those behind the last whole block are to become one.
CREATE TABLE search_block (
  first INTEGER PRIMARY KEY,         -- sequence numbers, both included
  last INTEGER NOT NULL,
  whole INTEGER NOT NULL             -- 1: for good
) STRICT;

-- By block first, so that a block is written side by side; a search looks for its terms in each block.
CREATE TABLE search_posting (
  block INTEGER NOT NULL,            -- search_block.first
  term INTEGER NOT NULL,
  rows BLOB NOT NULL,                -- each row's distance from the one before it, the first from the block's; LEB128
  PRIMARY KEY (block, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_state (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  rules INTEGER NOT NULL,            -- by which terms were made (search_rules); other rules begin anew
  redactions INTEGER NOT NULL        -- counts them: what was read before one is not to be written after it
) STRICT;

INSERT INTO search_state (only_row, rules, redactions) VALUES (1, 1, 0);
