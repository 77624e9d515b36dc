-- What schema version 5 has more than the one before; an older journal gets it when it is opened.

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
