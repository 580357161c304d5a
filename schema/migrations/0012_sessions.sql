-- Sign-ins that can be listed and that end when nobody uses them; passwords that somebody else chose.

ALTER TABLE account ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;  -- 1: its password is to be changed before all else

-- Whoever is signed in signs in once more: how long ago these were used is not known.
DROP TABLE sign_in;
CREATE TABLE sign_in (
  token_hash BLOB PRIMARY KEY,       -- SHA-256 of the token in the cookie or header
  id BLOB NOT NULL UNIQUE,           -- by which its owner names it; opens nothing
  account BLOB NOT NULL REFERENCES account (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,          -- when a person last asked for something, to the minute
  proven_at INTEGER NOT NULL,        -- when the password was last typed
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_by_account ON sign_in (account);
