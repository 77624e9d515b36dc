-- What schema version 4 has more than version 3; an older journal gets it when it is opened.

-- Derived: the people of the station. id is the entry that added them; role is one of the station's words.
-- badge and pin are '' where there is none, else names of secrets that lie in a file of their own beside
-- the journal: whoever has only the journal learns nothing about a badge or a PIN from them. wrong_pins
-- were wrong in a row, the last of them at wrong_at.
CREATE TABLE person (
    id         INTEGER PRIMARY KEY REFERENCES entry (sequence),
    name       TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role       TEXT NOT NULL CHECK (role <> ''),
    badge      TEXT NOT NULL,
    pin        TEXT NOT NULL,
    retired    INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
    wrong_pins INTEGER NOT NULL DEFAULT 0 CHECK (wrong_pins >= 0),
    wrong_at   TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX person_by_badge ON person (badge) WHERE badge <> '';

CREATE TRIGGER person_keeps_the_name BEFORE UPDATE OF id, name ON person
BEGIN SELECT RAISE(ABORT, 'a person keeps the name'); END;

CREATE TRIGGER person_retires_for_ever BEFORE UPDATE ON person
WHEN OLD.retired = 1
BEGIN SELECT RAISE(ABORT, 'a person who retired does not come back'); END;

-- For recalls: what was done on a probe, or by a recipe, in some time.
CREATE INDEX attempt_by_probe ON attempt (probe_serial, begun_at);
CREATE INDEX attempt_by_recipe ON attempt (recipe, begun_at);

-- Derived: the files that no board may be given any more. since is the entry that revoked it; an entry
-- that takes this back removes the row.
CREATE TABLE revoked_image (
    sha256   TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    since    INTEGER NOT NULL REFERENCES entry (sequence),
    given_by TEXT NOT NULL,
    reason   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
