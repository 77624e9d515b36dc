-- What schema version 5 has more than version 4; an older journal gets it when it is opened.

-- Derived: the files that hold the bodies of old entries. Each goes on where the one before it ended.
-- An attempt's entry from `first` to `last` may have an empty body here: its text is in the file, and
-- its leaf, which stays, tells whether it is the one. since is the entry that says so.
CREATE TABLE archive (
    first INTEGER PRIMARY KEY CHECK (first > 0),
    last  INTEGER NOT NULL CHECK (last >= first),
    file  TEXT NOT NULL UNIQUE CHECK (file <> '' AND file NOT GLOB '*/*'),
    since INTEGER NOT NULL REFERENCES entry (sequence)
) STRICT;

DROP TRIGGER entry_never_changes;

CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
WHEN NEW.sequence IS NOT OLD.sequence OR NEW.kind IS NOT OLD.kind OR NEW.time IS NOT OLD.time
  OR NEW.leaf IS NOT OLD.leaf OR NEW.body IS NOT '' OR OLD.kind NOT GLOB 'attempt-*'
  OR NOT EXISTS (SELECT 1 FROM archive WHERE OLD.sequence BETWEEN first AND last)
BEGIN SELECT RAISE(ABORT, 'append-only: an entry never changes'); END;
