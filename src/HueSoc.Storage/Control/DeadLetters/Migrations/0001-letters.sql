-- What was refused for good. Times are INTEGER, units of 100 ns since 1970-01-01 UTC.

CREATE TABLE letters (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    time     INTEGER NOT NULL,           -- when it was refused first
    last     INTEGER NOT NULL,           -- when it was refused last
    times    INTEGER NOT NULL,           -- how often the same bytes were refused
    source   TEXT    NOT NULL,           -- who sent it: key:NAME, agent:ID, huesoc
    agency   TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    item     TEXT    NOT NULL,           -- the id it came with; '' for none
    dataset  TEXT    NOT NULL,           -- the index it was sent to; '' for none
    hash     BLOB    NOT NULL,           -- SHA-256 of all its bytes
    length   INTEGER NOT NULL,           -- how many bytes it had
    body     BLOB    NOT NULL,           -- its bytes, or the first of them
    replayed INTEGER
);

CREATE UNIQUE INDEX letters_same ON letters (source, item, hash);
CREATE INDEX letters_agency ON letters (agency, number);

CREATE TABLE totals (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    bytes         INTEGER NOT NULL,      -- of the letters that are kept: their bodies and texts, and 200 for the rest of a row
    refused       INTEGER NOT NULL,      -- letters that found no room
    refused_bytes INTEGER NOT NULL,
    last_refused  INTEGER
);

INSERT INTO totals VALUES (1, 0, 0, 0, NULL);

CREATE TRIGGER letters_inserted AFTER INSERT ON letters BEGIN UPDATE totals SET bytes = bytes + 200 + length(NEW.body) + length(NEW.reason) + length(NEW.item); END;
CREATE TRIGGER letters_updated AFTER UPDATE ON letters BEGIN UPDATE totals SET bytes = bytes + length(NEW.reason) - length(OLD.reason); END;
CREATE TRIGGER letters_deleted AFTER DELETE ON letters BEGIN UPDATE totals SET bytes = bytes - 200 - length(OLD.body) - length(OLD.reason) - length(OLD.item); END;
