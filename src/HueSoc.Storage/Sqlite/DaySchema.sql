-- One day of events. Whole days are deleted, so nothing is ever updated or deleted in here.

CREATE TABLE events (
    seq            INTEGER PRIMARY KEY,  -- the store's number, over all days
    key            BLOB    NOT NULL,     -- first 16 bytes of SHA-256(length of sender as 4 bytes big-endian, sender, id)
    received       BLOB    NOT NULL,     -- first 16 bytes of SHA-256 of the bytes as received
    sender         TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    time           INTEGER NOT NULL,     -- when it happened, in units of 100 ns since 1970-01-01 UTC
    ingested       INTEGER NOT NULL,     -- when the server got it, same unit
    agency         TEXT    NOT NULL,     -- '' for the city alone
    block          INTEGER NOT NULL,     -- where the document is
    slot           INTEGER NOT NULL,     -- its place in the block, from 0
    -- The hot fields (HotFields.cs): the first value, NFC and lower-cased; NULL when the event lacks the field.
    dataset        TEXT,
    host           TEXT,
    code           TEXT,
    action         TEXT,
    user           TEXT,
    process        TEXT,
    source_ip      TEXT,
    destination_ip TEXT,
    provider       TEXT,
    agent          TEXT
);

-- Retries are found by it.
CREATE INDEX events_key ON events (key);

-- Each index below costs every insert. Every search goes by time; with the agency beside it, an agency's search and count touch no row that is not its own.
CREATE INDEX events_time ON events (time, agency);

-- What analysts filter and count by most: "this value, newest first", and counts of it over time without touching a row.
-- Events without the field take no room. The other hot fields are read along with the time or with one of these.
CREATE INDEX events_dataset        ON events (dataset, time)        WHERE dataset IS NOT NULL;
CREATE INDEX events_host           ON events (host, time)           WHERE host IS NOT NULL;
CREATE INDEX events_user           ON events (user, time)           WHERE user IS NOT NULL;
CREATE INDEX events_process        ON events (process, time)        WHERE process IS NOT NULL;
CREATE INDEX events_source_ip      ON events (source_ip, time)      WHERE source_ip IS NOT NULL;
CREATE INDEX events_destination_ip ON events (destination_ip, time) WHERE destination_ip IS NOT NULL;

-- The code is what most questions name, beside a host, a user, a program or an address, and what most counts are about: all of these are answered
-- out of this index without touching a row.
CREATE INDEX events_code ON events (code, time, agency, host, user, process, source_ip, destination_ip) WHERE code IS NOT NULL;

-- Further values of a hot field that has several, so that any of them is found.
CREATE TABLE more_values (
    field INTEGER NOT NULL,              -- the field's number in HotFields.cs
    value TEXT    NOT NULL,
    seq   INTEGER NOT NULL,
    PRIMARY KEY (field, value, seq)
) WITHOUT ROWID;

-- Documents of one batch, compressed together (DocumentBlock.cs).
CREATE TABLE blocks (
    block INTEGER PRIMARY KEY,
    body  BLOB NOT NULL
);

-- Words of message and command line, cut and lower-cased by Words.cs and joined by single spaces, message first; a pilcrow stands between
-- two values and before a command line, an ellipsis behind a text that was cut. The ascii tokenizer takes them as they are, since it leaves everything but ASCII alone. rowid is seq.
CREATE VIRTUAL TABLE words USING fts5(text, content = '', tokenize = 'ascii', detail = full);

-- How many events there are in each hour and agency, kept in the transaction that writes them, so that counting all events reads none.
CREATE TABLE hours (
    hour   INTEGER NOT NULL,             -- whole hours since 1970-01-01 UTC, rounded down
    agency TEXT    NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (hour, agency)
) WITHOUT ROWID;

CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value
) WITHOUT ROWID;
