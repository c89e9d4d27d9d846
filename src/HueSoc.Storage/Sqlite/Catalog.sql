-- What the store must know even when day files are gone or damaged.

CREATE TABLE facts (
    name  TEXT PRIMARY KEY,              -- ceiling: no number above it was ever given; clean: 1 after an orderly end
    value INTEGER NOT NULL
) WITHOUT ROWID;

-- The files there are. Numbers as of the last time they were written here, which may be some time ago.
CREATE TABLE files (
    name     TEXT PRIMARY KEY,
    events   INTEGER NOT NULL,
    first    INTEGER NOT NULL,           -- 0 when it has no events
    last     INTEGER NOT NULL,
    deleting INTEGER NOT NULL            -- 1 when it is to be gone, and may not be gone yet
) WITHOUT ROWID;

-- Numbers that are in no file any more, merged by reason.
CREATE TABLE gaps (
    reason TEXT    NOT NULL,             -- deleted, lost
    first  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (reason, first)
) WITHOUT ROWID;

-- Damaged files that were set aside, and how far their repair is.
CREATE TABLE repairs (
    aside  TEXT PRIMARY KEY,             -- the name under which the damaged file is kept
    name   TEXT    NOT NULL,             -- the partition
    state  INTEGER NOT NULL,             -- 0 begun, 1 rebuilt beside, 2 in place
    first  INTEGER NOT NULL,             -- the numbers it may have held
    last   INTEGER NOT NULL,
    lost   INTEGER NOT NULL              -- how many numbers were lost
) WITHOUT ROWID;
