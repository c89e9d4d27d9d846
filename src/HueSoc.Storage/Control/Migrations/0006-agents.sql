-- Enrolled agents: the tokens they are let in with, who they are, what they said last, what they are told to do.
-- Times are INTEGER, units of 100 ns since 1970-01-01 UTC.

CREATE TABLE enrollment_tokens (
    id          TEXT    NOT NULL PRIMARY KEY,
    secret_hash BLOB    NOT NULL,          -- SHA-256 of the secret
    agency      TEXT    NOT NULL,
    group_name  TEXT,
    class       INTEGER,                   -- DeviceClass; NULL for workstation, or what the agent is already
    uses        INTEGER NOT NULL,          -- how many agents it lets in
    uses_left   INTEGER NOT NULL CHECK (uses_left >= 0),
    created     INTEGER NOT NULL,
    created_by  TEXT    NOT NULL,
    expires     INTEGER NOT NULL,
    revoked     INTEGER
) STRICT, WITHOUT ROWID;

-- An agent is never deleted: its id is part of the key of every event it sent. Its ingest key is its id and a secret.
CREATE TABLE agents (
    id           TEXT    NOT NULL PRIMARY KEY,  -- follows from the public key
    public_key   BLOB    NOT NULL,
    agency       TEXT    NOT NULL,
    host_name    TEXT    NOT NULL,
    machine_id   TEXT    NOT NULL,
    class        INTEGER NOT NULL,         -- DeviceClass: 0 workstation, 1 server, 2 always on
    group_name   TEXT,
    key_hash     BLOB    NOT NULL,         -- SHA-256 of the ingest key's secret
    enrolled     INTEGER NOT NULL,
    token        TEXT    NOT NULL,         -- the token it was let in with last
    attempt      TEXT    NOT NULL,         -- of the enrollment: the same again is a retry
    state        INTEGER NOT NULL,         -- AgentState: 0 active, 1 quarantined, 2 revoked
    state_since  INTEGER NOT NULL,
    state_reason TEXT,
    version      INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE INDEX agents_by_agency ON agents (agency, id);

-- Apart, because it changes all the time and nobody keeps a copy of it.
CREATE TABLE agent_reports (
    id            TEXT    NOT NULL PRIMARY KEY,
    nonce         TEXT,                    -- what the next heartbeat presents; NULL when any is taken, after a release
    nonce_before  TEXT,                    -- what the last one presented
    attempt       TEXT,                    -- and with which attempt
    last_seen     INTEGER,
    configuration INTEGER NOT NULL DEFAULT 0,  -- the version it works by
    refused       INTEGER NOT NULL DEFAULT 0,  -- the version it refused last
    status        TEXT                     -- JSON, as it was reported
) STRICT, WITHOUT ROWID;

-- What agents are told to do. Rows are not changed; the newest of a target counts.
CREATE TABLE agent_configurations (
    version    INTEGER PRIMARY KEY AUTOINCREMENT,
    target     TEXT    NOT NULL,           -- default, agency:CODE or group:NAME
    json       TEXT    NOT NULL,
    created    INTEGER NOT NULL,
    created_by TEXT    NOT NULL
) STRICT;

CREATE INDEX agent_configurations_by_target ON agent_configurations (target, version);
CREATE TRIGGER agent_configurations_are_not_changed BEFORE UPDATE ON agent_configurations BEGIN SELECT RAISE(ABORT, 'configurations of agents are not changed'); END;
CREATE TRIGGER agent_configurations_are_not_deleted BEFORE DELETE ON agent_configurations BEGIN SELECT RAISE(ABORT, 'configurations of agents are not deleted'); END;

-- Agencies of which many devices fell silent at once: one alert for each time.
CREATE TABLE agency_silences (
    agency  TEXT    NOT NULL PRIMARY KEY,
    started INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO revisions VALUES ('agents', 0), ('agent_configurations', 0);
CREATE TRIGGER agents_inserted AFTER INSERT ON agents BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'agents'; END;
CREATE TRIGGER agents_updated AFTER UPDATE ON agents BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'agents'; END;
CREATE TRIGGER agent_configurations_inserted AFTER INSERT ON agent_configurations BEGIN UPDATE revisions SET revision = revision + 1 WHERE name = 'agent_configurations'; END;
