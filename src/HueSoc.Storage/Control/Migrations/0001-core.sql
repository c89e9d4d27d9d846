-- What everything else stands on: the audit chain, accounts, tokens, shipper keys, the register of agencies.
-- Times are INTEGER, units of 100 ns since 1970-01-01 UTC. An agency of '' is the city alone.

CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Counted up by every change of a table that processes keep a copy of, so that each learns of the others' changes.
CREATE TABLE revisions (
    name     TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO revisions VALUES ('tokens', 0), ('shipper_keys', 0), ('agencies', 0);

-- The audit log: rows 1, 2, 3 … without a hole, each hash over the one before and the row's own fields (AuditHash.cs).
CREATE TABLE audit (
    seq     INTEGER PRIMARY KEY,
    time    INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    kind    TEXT    NOT NULL,            -- account, token, console, system
    action  TEXT    NOT NULL,            -- account.created, key.disabled, …
    subject TEXT    NOT NULL,            -- what it was done to
    agency  TEXT    NOT NULL,
    details TEXT    NOT NULL,            -- one JSON object
    hash    BLOB    NOT NULL
);

CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_subject ON audit (subject, seq);

-- Where the chain ends. The next row is chained to this one, whatever the table holds: rows that went missing stay missed.
CREATE TABLE audit_head (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    seq  INTEGER NOT NULL,
    hash BLOB    NOT NULL
);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'rows of the audit log are not changed'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'rows of the audit log are not deleted'); END;

CREATE TABLE accounts (
    name            TEXT PRIMARY KEY COLLATE NOCASE,
    display_name    TEXT    NOT NULL,
    role            TEXT    NOT NULL,
    agency          TEXT    NOT NULL,
    password_hash   TEXT    NOT NULL,
    security_stamp  TEXT    NOT NULL,    -- changes when open sessions must end
    disabled        INTEGER NOT NULL DEFAULT 0,
    failures        INTEGER NOT NULL DEFAULT 0,  -- wrong passwords since the last right one
    locked_until    INTEGER,
    created         INTEGER NOT NULL,
    last_sign_in    INTEGER,
    version         INTEGER NOT NULL DEFAULT 1   -- counts changes by administrators
) WITHOUT ROWID;

CREATE TABLE tokens (
    id          TEXT PRIMARY KEY,
    name        TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    agency      TEXT    NOT NULL,
    secret_hash BLOB    NOT NULL,        -- SHA-256 of the secret
    created     INTEGER NOT NULL,
    created_by  TEXT    NOT NULL,
    expires     INTEGER,
    revoked     INTEGER
) WITHOUT ROWID;

-- Apart, because it changes all the time and nobody keeps a copy of it.
CREATE TABLE token_use (
    id        TEXT PRIMARY KEY,
    last_used INTEGER NOT NULL
) WITHOUT ROWID;

-- A key is never deleted: its name is part of the key of every event it sent, so it must never be given again.
CREATE TABLE shipper_keys (
    id                TEXT PRIMARY KEY,
    name              TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    agency            TEXT    NOT NULL,
    secret_hash       BLOB    NOT NULL,
    created           INTEGER NOT NULL,
    created_by        TEXT    NOT NULL,
    events_per_second INTEGER,           -- NULL: no limit of its own
    burst             INTEGER,
    bytes_per_day     INTEGER,
    disabled          INTEGER,
    version           INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE shipper_key_use (
    id        TEXT    NOT NULL,
    day       TEXT    NOT NULL,          -- yyyy-MM-dd, UTC
    events    INTEGER NOT NULL,
    bytes     INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    PRIMARY KEY (id, day)
) WITHOUT ROWID;

CREATE TABLE agencies (
    code         TEXT PRIMARY KEY,
    name         TEXT    NOT NULL,
    names        TEXT    NOT NULL,       -- JSON array: other names it is known by
    type         TEXT    NOT NULL,
    parent       TEXT    NOT NULL,       -- code of the agency it is below; '' for none
    predecessors TEXT    NOT NULL,       -- JSON array of {"code", "name", "year"}; code '' when it was never registered
    verification TEXT    NOT NULL,       -- how far name and code were checked, and against what
    seeded       TEXT,                   -- JSON: what the shipped file said last; NULL for those an administrator added
    version      INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TRIGGER tokens_inserted AFTER INSERT ON tokens BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'tokens'; END;
CREATE TRIGGER tokens_updated AFTER UPDATE ON tokens BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'tokens'; END;
CREATE TRIGGER tokens_deleted AFTER DELETE ON tokens BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'tokens'; END;
CREATE TRIGGER shipper_keys_inserted AFTER INSERT ON shipper_keys BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'shipper_keys'; END;
CREATE TRIGGER shipper_keys_updated AFTER UPDATE ON shipper_keys BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'shipper_keys'; END;
CREATE TRIGGER shipper_keys_deleted AFTER DELETE ON shipper_keys BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'shipper_keys'; END;
CREATE TRIGGER agencies_inserted AFTER INSERT ON agencies BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'agencies'; END;
CREATE TRIGGER agencies_updated AFTER UPDATE ON agencies BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'agencies'; END;
CREATE TRIGGER agencies_deleted AFTER DELETE ON agencies BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'agencies'; END;
