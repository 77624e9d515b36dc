-- What schema version 3 has more than version 2; an older journal gets it when it is opened, and its
-- derived tables are then made anew from its entries.

DROP VIEW unit;

-- work_order is '' where none was named. A drill is an attempt that has to go red. unit and ordinal are
-- there when an attempt has ended and it is known of which unit it was the how manieth attempt: not
-- for a drill, for one that the rules of identity refused, or for a board that never told its name.
ALTER TABLE attempt ADD COLUMN work_order TEXT NOT NULL DEFAULT '';
ALTER TABLE attempt ADD COLUMN drill INTEGER NOT NULL DEFAULT 0 CHECK (drill IN (0, 1));
ALTER TABLE attempt ADD COLUMN unit INTEGER REFERENCES unit (id);
ALTER TABLE attempt ADD COLUMN ordinal INTEGER CHECK (ordinal > 0);

CREATE INDEX attempt_by_unit ON attempt (unit, begun) WHERE unit IS NOT NULL;

-- Derived: a unit of a product and how it stands. id is its first attempt, last its last one; quarter
-- and grp are the cell of yield_cell that the first one is counted in. serial and uid are the last
-- ones it was seen with. passed_by is the ordinal of its first PASS.
CREATE TABLE unit (
    id            INTEGER PRIMARY KEY REFERENCES attempt (begun),
    product       TEXT NOT NULL,
    training      INTEGER NOT NULL CHECK (training IN (0, 1)),
    serial        TEXT NOT NULL,
    uid           TEXT NOT NULL,
    attempts      INTEGER NOT NULL CHECK (attempts > 0),
    first_verdict TEXT NOT NULL,
    passed_by     INTEGER,
    last          INTEGER NOT NULL REFERENCES attempt (begun),
    last_verdict  TEXT NOT NULL,
    quarter       INTEGER NOT NULL,
    grp           INTEGER NOT NULL REFERENCES yield_group (id)
) STRICT;

-- Derived: what a unit is found by, 'S' and its serial or 'U' and its UID. A serial is of one unit for
-- ever. A UID belongs to a unit that has no serial, or that passed with it.
CREATE TABLE unit_name (
    product  TEXT NOT NULL,
    training INTEGER NOT NULL CHECK (training IN (0, 1)),
    name     TEXT NOT NULL,
    unit     INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (product, training, name)
) STRICT, WITHOUT ROWID;

-- Derived: what attempts have in common when they are counted together.
CREATE TABLE yield_group (
    id             INTEGER PRIMARY KEY,
    product        TEXT NOT NULL,
    training       INTEGER NOT NULL CHECK (training IN (0, 1)),
    recipe         TEXT NOT NULL,
    recipe_version TEXT NOT NULL,
    images         TEXT NOT NULL, -- the digests of the files, in their order, with + between them
    slot           TEXT NOT NULL,
    probe_serial   TEXT NOT NULL,
    operator       TEXT NOT NULL,
    work_order     TEXT NOT NULL,
    UNIQUE (product, training, recipe, recipe_version, images, slot, probe_serial, operator,
            work_order)
) STRICT;

-- Derived: counts of the attempts of a group that were begun in a quarter of an hour (Unix time / 900),
-- and, in the place of a unit's first attempt, of what has become of that unit since. An ending that
-- is no PASS counts against it, whatever else it is called.
CREATE TABLE yield_cell (
    quarter       INTEGER NOT NULL,
    grp           INTEGER NOT NULL REFERENCES yield_group (id),
    attempts      INTEGER NOT NULL DEFAULT 0, -- neither drills nor refused ones
    passed        INTEGER NOT NULL DEFAULT 0,
    nameless      INTEGER NOT NULL DEFAULT 0, -- attempts on boards that never told their name
    refused       INTEGER NOT NULL DEFAULT 0, -- by the rules of identity, before anything was done
    drills        INTEGER NOT NULL DEFAULT 0,
    units         INTEGER NOT NULL DEFAULT 0, -- whose first attempt this was
    first_passed  INTEGER NOT NULL DEFAULT 0,
    second_passed INTEGER NOT NULL DEFAULT 0, -- at the second attempt or before
    third_passed  INTEGER NOT NULL DEFAULT 0,
    last_passed   INTEGER NOT NULL DEFAULT 0, -- whose last attempt passed
    retested      INTEGER NOT NULL DEFAULT 0, -- with more than one attempt
    no_trouble    INTEGER NOT NULL DEFAULT 0, -- failed, then passed on the same board without rework
    PRIMARY KEY (quarter, grp)
) STRICT, WITHOUT ROWID;

-- Derived: what went wrong, of the attempts that yield_cell counts and that did not pass.
CREATE TABLE yield_fault (
    quarter  INTEGER NOT NULL,
    grp      INTEGER NOT NULL REFERENCES yield_group (id),
    first    INTEGER NOT NULL CHECK (first IN (0, 1)), -- attempts that were their unit's first
    stage    TEXT NOT NULL,
    fault    TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (quarter, grp, first, stage, fault)
) STRICT, WITHOUT ROWID;

-- Derived: roots of full subtrees of the Merkle tree: at level 8 of 256 leaves each, at level 16 of
-- 65,536, at level 24 of 16,777,216. With them a proof or a start reads some hundred rows, however
-- many entries there are.
CREATE TABLE tree_node (
    level INTEGER NOT NULL CHECK (level IN (8, 16, 24)),
    place INTEGER NOT NULL CHECK (place >= 0),
    hash  BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, place)
) STRICT, WITHOUT ROWID;
