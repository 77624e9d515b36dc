-- The journal of one station. `entry` is the truth; every other table is derived from it, is
-- written in the transaction that appends the entry, and can be rebuilt from the entries alone.
-- Times are ISO 8601 in UTC with microseconds, so that their order as text is their order in time.
-- Digests are 64 lower-case hexadecimal digits, UIDs 24 upper-case ones. Training is 0 or 1.

-- One line of history each. `body` is the exact text that is hashed (JSON in a fixed form), `leaf`
-- is SHA-256(0x00 || body) and the entry's leaf in the Merkle tree, at index sequence - 1.
-- kind and time repeat what the body says, for queries. leaf stands before body, so that reading
-- all leaves does not have to walk through the overflow pages of long bodies.
CREATE TABLE entry (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    kind     TEXT NOT NULL,
    time     TEXT NOT NULL,
    leaf     BLOB NOT NULL CHECK (length(leaf) = 32),
    body     TEXT NOT NULL
) STRICT;

CREATE INDEX entry_by_kind ON entry (kind, sequence);

CREATE TRIGGER entry_appends_only BEFORE INSERT ON entry
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'append-only: an entry follows the last one'); END;

CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'append-only: an entry never changes'); END;

CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'append-only: an entry is never deleted'); END;

-- Signed statements "the first `size` entries have this root", as C2SP signed notes.
CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY CHECK (size > 0),
    time TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE TRIGGER checkpoint_appends_only BEFORE INSERT ON checkpoint
WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint)
BEGIN SELECT RAISE(ABORT, 'append-only: a checkpoint follows the last one'); END;

CREATE TRIGGER checkpoint_never_changes BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'append-only: a checkpoint never changes'); END;

CREATE TRIGGER checkpoint_never_goes BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'append-only: a checkpoint is never deleted'); END;

-- Derived: one row for each attempt. begun, identified and ended are the sequences of its entries.
-- An attempt without a verdict is open: in work now, or left behind by a crash and closed as
-- INTERRUPTED at the next start. An unknown serial or UID is ''. identity is what makes the unit:
-- its serial, else its UID.
CREATE TABLE attempt (
    begun          INTEGER PRIMARY KEY REFERENCES entry (sequence),
    begun_at       TEXT NOT NULL,
    slot           TEXT NOT NULL,
    port           TEXT NOT NULL,
    probe_serial   TEXT NOT NULL,
    product        TEXT NOT NULL,
    training       INTEGER NOT NULL CHECK (training IN (0, 1)),
    recipe         TEXT NOT NULL,
    recipe_version TEXT NOT NULL,
    recipe_digest  TEXT NOT NULL,
    operator       TEXT NOT NULL,
    started_by     TEXT NOT NULL,
    rework         INTEGER NOT NULL CHECK (rework IN (0, 1)),
    serial         TEXT NOT NULL,
    uid            TEXT NOT NULL DEFAULT '',
    identified     INTEGER REFERENCES entry (sequence),
    ended          INTEGER REFERENCES entry (sequence),
    ended_at       TEXT,
    verdict        TEXT,
    fault          TEXT,
    fault_stage    TEXT,
    plan_digest    TEXT,
    identity       TEXT GENERATED ALWAYS AS (iif(serial <> '', serial, uid)) STORED,
    CHECK ((ended IS NULL) = (verdict IS NULL)),
    CHECK (verdict IS NOT 'PASS' OR (fault IS NULL AND identified IS NOT NULL AND uid <> ''))
) STRICT;

CREATE INDEX attempt_by_identity ON attempt (product, training, identity, begun);
CREATE INDEX attempt_by_serial ON attempt (serial, begun) WHERE serial <> '';
CREATE INDEX attempt_by_uid ON attempt (uid, begun) WHERE uid <> '';
CREATE INDEX attempt_by_time ON attempt (begun_at);
CREATE INDEX attempt_by_slot ON attempt (slot, begun_at);
CREATE INDEX attempt_open ON attempt (begun) WHERE ended IS NULL;

-- Derived: which files an attempt was to program; answers "which units carry this image".
CREATE TABLE image (
    attempt INTEGER NOT NULL REFERENCES attempt (begun),
    place   INTEGER NOT NULL,
    name    TEXT NOT NULL,
    sha256  TEXT NOT NULL,
    PRIMARY KEY (attempt, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX image_by_digest ON image (sha256, attempt);

-- Derived: what the passes have tied together. Within a product one UID has one serial and one
-- serial has one UID; '' stands for a unit that passed without a serial and may get one later.
CREATE TABLE binding (
    product  TEXT NOT NULL,
    training INTEGER NOT NULL CHECK (training IN (0, 1)),
    uid      TEXT NOT NULL CHECK (uid <> ''),
    serial   TEXT NOT NULL,
    passed   INTEGER NOT NULL REFERENCES attempt (begun),
    PRIMARY KEY (product, training, uid)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX binding_by_serial ON binding (product, training, serial) WHERE serial <> '';

CREATE TRIGGER binding_keeps_its_serial BEFORE UPDATE ON binding
WHEN OLD.serial <> '' AND NEW.serial <> OLD.serial
BEGIN SELECT RAISE(ABORT, 'a unit keeps its serial'); END;

-- A unit and how it stands: the verdict of its first and of its last attempt (NULL: in work).
CREATE VIEW unit AS
SELECT counted.product, counted.training, counted.identity, latest.serial, latest.uid,
       counted.attempts, counted.first_attempt, counted.last_attempt,
       earliest.verdict AS first_verdict, latest.verdict AS last_verdict
FROM (SELECT product, training, identity, count(*) AS attempts,
             min(begun) AS first_attempt, max(begun) AS last_attempt
      FROM attempt WHERE identity <> '' GROUP BY product, training, identity) AS counted
JOIN attempt AS earliest ON earliest.begun = counted.first_attempt
JOIN attempt AS latest ON latest.begun = counted.last_attempt;
