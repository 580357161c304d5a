-- Who stands behind an account: on paper and on the pages a person, not the name that is typed at the sign-in.

ALTER TABLE account ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN unit TEXT NOT NULL DEFAULT '';       -- where the person works
ALTER TABLE account ADD COLUMN telephone TEXT NOT NULL DEFAULT '';  -- at work: the teams of the area may call it
