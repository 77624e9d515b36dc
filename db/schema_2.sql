-- What schema version 2 has more than version 1; a version 1 journal gets it when it is opened.

-- Derived: the numbers that the station has given out of counted ranges. `series` is what the serials
-- of a range have in common, such as 'TH200-######'. A number is 'out' while its attempt is open,
-- 'used' when that passed and 'free' again when it did not.
CREATE TABLE serial_number (
    product  TEXT NOT NULL,
    training INTEGER NOT NULL CHECK (training IN (0, 1)),
    series   TEXT NOT NULL,
    number   INTEGER NOT NULL CHECK (number >= 0),
    state    TEXT NOT NULL CHECK (state IN ('out', 'used', 'free')),
    attempt  INTEGER NOT NULL REFERENCES attempt (begun),
    PRIMARY KEY (product, training, series, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX serial_number_free ON serial_number (product, training, series, number)
WHERE state = 'free';

CREATE INDEX serial_number_by_attempt ON serial_number (attempt);

CREATE TRIGGER serial_number_keeps_its_unit BEFORE UPDATE ON serial_number
WHEN OLD.state = 'used'
BEGIN SELECT RAISE(ABORT, 'a number that a unit has is not given out again'); END;
