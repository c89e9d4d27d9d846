-- Sessions that were signed out of before they would have ended: their cookies are good by themselves, and may have been copied.
-- Times are units of 100 ns since 1970-01-01 UTC.
CREATE TABLE ended_sessions (
    hash  BLOB    NOT NULL PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
