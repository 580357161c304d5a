-- The latest time that the server went by, to notice at its next start that the machine's clock is wrong.

CREATE TABLE clock (
  newest_at     INTEGER,           -- ms since 1970; NULL: not known
  confirmations INTEGER NOT NULL   -- how often an administrator said that the clock is right
) STRICT;
INSERT INTO clock (newest_at, confirmations) VALUES (NULL, 0);
