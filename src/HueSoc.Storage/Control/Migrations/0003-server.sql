-- When each of the server's schedules last ran, so that what was missed while it was down is caught up. Times are units of
-- 100 ns since 1970-01-01 UTC.
CREATE TABLE schedule_runs (
    name      TEXT    NOT NULL PRIMARY KEY,
    started   INTEGER NOT NULL,
    finished  INTEGER NOT NULL,
    succeeded INTEGER NOT NULL,
    outcome   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
