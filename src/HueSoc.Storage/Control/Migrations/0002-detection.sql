-- Detection: rules' state and health, what was evaluated, signals, alerts, correlations, re-runs.
-- Times are units of 100 ns since 1970-01-01 UTC. Agency '' is the city alone. Lists and maps are JSON text.

-- What is known of rules that ever were loaded, so that signals and alerts of a rule that is gone still have its name.
CREATE TABLE known_rules (
    rule_id     TEXT    NOT NULL PRIMARY KEY,
    title       TEXT    NOT NULL,
    level       INTEGER NOT NULL,          -- 0 informational … 4 critical
    tags        TEXT    NOT NULL,
    correlation INTEGER NOT NULL
) WITHOUT ROWID;

-- Rules that somebody switched: in the city as a whole (agency '') or for one agency. No row means on.
CREATE TABLE rule_states (
    rule_id TEXT    NOT NULL,
    agency  TEXT    NOT NULL,
    enabled INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    PRIMARY KEY (rule_id, agency)
) WITHOUT ROWID;

CREATE TABLE rule_health (
    rule_id    TEXT    NOT NULL PRIMARY KEY,
    last_match INTEGER,                    -- server time of the last signal
    matches    INTEGER NOT NULL,
    errors     INTEGER NOT NULL,           -- evaluations cut off, such as a regular expression that took too long
    last_error TEXT,
    time_spent INTEGER NOT NULL            -- estimated from samples, units of 100 ns
) WITHOUT ROWID;

-- Every rule set that was evaluated: its revision is a hash of rule texts, pipelines and engine version.
CREATE TABLE rule_revisions (
    revision TEXT    NOT NULL PRIMARY KEY,
    first    INTEGER NOT NULL,             -- when it was first used
    rules    INTEGER NOT NULL,             -- how many rules it evaluates
    engine   TEXT    NOT NULL
) WITHOUT ROWID;

-- How far the evaluator is. One row.
CREATE TABLE evaluation (
    name      TEXT    NOT NULL PRIMARY KEY CHECK (name = 'live'),
    cursor    TEXT    NOT NULL,            -- the store's own notation
    sequence  INTEGER NOT NULL,            -- everything up to here was evaluated or is in coverage as a gap
    watermark INTEGER,                     -- through which window ends correlations that are decided late are decided; NULL before the first
    epoch     INTEGER NOT NULL DEFAULT 0,  -- rises with every transaction of correlations: one that failed is known by it
    updated   INTEGER NOT NULL
) WITHOUT ROWID;

-- What was evaluated and what was not, as merged ranges of sequence numbers.
CREATE TABLE coverage (
    id       INTEGER PRIMARY KEY,
    revision TEXT    NOT NULL,
    rule_id  TEXT    NOT NULL,             -- '' for all rules of the revision
    agency   TEXT    NOT NULL,             -- '' for all events
    kind     INTEGER NOT NULL,             -- CoverageKind: 0 evaluated, 1 missing, 2 unreadable, 3 failed, 4 off, 5 re-run
    first    INTEGER NOT NULL,
    last     INTEGER,                      -- NULL while it goes on (failed and off), up to the evaluated sequence
    from_time INTEGER,                     -- of a re-run over a span of time: only events that happened in it
    to_time  INTEGER
);
CREATE INDEX coverage_by_kind ON coverage (revision, rule_id, agency, kind, last);
CREATE INDEX coverage_open ON coverage (kind, rule_id) WHERE last IS NULL;

-- A rule matched an event.
CREATE TABLE signals (
    number    INTEGER PRIMARY KEY,         -- in the order they were written
    id        TEXT    NOT NULL UNIQUE,
    rule_id   TEXT    NOT NULL,
    level     INTEGER NOT NULL,
    sender    TEXT    NOT NULL,
    event_id  TEXT    NOT NULL,
    sequence  INTEGER NOT NULL,
    agency    TEXT    NOT NULL,
    time      INTEGER NOT NULL,
    ingested  INTEGER NOT NULL,
    evaluated INTEGER NOT NULL,
    host      TEXT    NOT NULL,
    drill     TEXT    NOT NULL,            -- '' outside drills
    matched   TEXT    NOT NULL             -- [[field, value], …]
);
CREATE INDEX signals_by_rule ON signals (rule_id, number);
CREATE INDEX signals_by_agency ON signals (agency, number);
CREATE INDEX signals_by_time ON signals (time);
CREATE INDEX signals_by_event ON signals (event_id, sender);

-- One row for a signal of level low or above, or for a firing of a correlation, or for an agency's part of a city-wide one.
CREATE TABLE alerts (
    number       INTEGER PRIMARY KEY,      -- in the order they were written
    id           TEXT    NOT NULL UNIQUE,
    change       INTEGER NOT NULL UNIQUE,  -- rises with every change of any alert: where a live stream goes on
    version      INTEGER NOT NULL,         -- rises with every change of this alert: for If-Match
    kind         INTEGER NOT NULL,         -- AlertKind: 0 event, 1 correlation, 2 notice
    parent       TEXT,                     -- of a notice: the city's alert
    rule_id      TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    level        INTEGER NOT NULL,
    rule_tags    TEXT    NOT NULL,
    revision     TEXT    NOT NULL,         -- of the rule set that raised it
    agency       TEXT    NOT NULL,
    host         TEXT    NOT NULL,
    drill        TEXT    NOT NULL,
    groups       TEXT    NOT NULL,         -- of a correlation: [[field, value], …]
    bucket       INTEGER,                  -- of a correlation
    incomplete   INTEGER NOT NULL,         -- of a correlation: signals had been evicted
    first_event  INTEGER NOT NULL,
    last_event   INTEGER NOT NULL,
    ingested     INTEGER NOT NULL,         -- when the server got the last of its events
    created      INTEGER NOT NULL,
    updated      INTEGER NOT NULL,
    state        INTEGER NOT NULL,         -- AlertState: 0 new, 1 acknowledged, 2 in progress, 3 closed
    resolution   INTEGER,                  -- AlertResolution, when closed
    reason       TEXT,                     -- for closing, or for reopening
    assignee     TEXT,
    first_ack    INTEGER,
    first_assign INTEGER,
    contained    INTEGER,
    closed       INTEGER,
    events       INTEGER NOT NULL,         -- pieces of evidence
    hidden_by    TEXT                      -- suppression or exception; NULL for none
);
CREATE INDEX alerts_by_state ON alerts (state, level, number);
CREATE INDEX alerts_by_rule ON alerts (rule_id, number);
CREATE INDEX alerts_by_agency ON alerts (agency, number);
CREATE INDEX alerts_by_parent ON alerts (parent) WHERE parent IS NOT NULL;

CREATE TABLE alert_tags (
    tag    TEXT    NOT NULL,
    number INTEGER NOT NULL REFERENCES alerts (number),
    PRIMARY KEY (number, tag)
) WITHOUT ROWID;
CREATE INDEX alert_tags_by_tag ON alert_tags (tag, number);

-- The events an alert rests on, kept with it so that they outlive the store's retention. Firings of correlations that
-- raise no alert by themselves have theirs too: other correlations may build on them.
CREATE TABLE alert_evidence (
    owner    TEXT    NOT NULL,             -- id of the alert or firing
    sender   TEXT    NOT NULL,
    event_id TEXT    NOT NULL,
    rules    TEXT    NOT NULL,             -- ids of the rules that matched the event
    sequence INTEGER NOT NULL,
    agency   TEXT    NOT NULL,
    time     INTEGER NOT NULL,
    ingested INTEGER NOT NULL,
    host     TEXT    NOT NULL,
    matched  TEXT    NOT NULL,             -- [[field, value], …]
    document BLOB,                         -- Brotli of the event; NULL while it is to be fetched, empty when it is gone
    added    INTEGER NOT NULL,
    PRIMARY KEY (owner, sender, event_id)
) WITHOUT ROWID;
CREATE INDEX alert_evidence_without_document ON alert_evidence (added) WHERE document IS NULL;

-- Firings that other firings build on: their evidence belongs to both.
CREATE TABLE alert_parts (
    owner TEXT NOT NULL,
    part  TEXT NOT NULL,
    PRIMARY KEY (owner, part)
) WITHOUT ROWID;

CREATE INDEX alert_parts_by_part ON alert_parts (part);

CREATE TABLE alert_comments (
    id     INTEGER PRIMARY KEY,
    number INTEGER NOT NULL REFERENCES alerts (number),
    at     INTEGER NOT NULL,
    actor  TEXT    NOT NULL,
    text   TEXT    NOT NULL
);
CREATE INDEX alert_comments_by_alert ON alert_comments (number, id);

CREATE TABLE alert_history (
    id      INTEGER PRIMARY KEY,
    number  INTEGER NOT NULL REFERENCES alerts (number),
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    details TEXT    NOT NULL
);
CREATE INDEX alert_history_by_alert ON alert_history (number, id);

-- What correlations looked at: a restart, or an eviction from memory, reads it again.
CREATE TABLE correlation_inputs (
    correlation_id TEXT    NOT NULL,
    group_key      TEXT    NOT NULL,
    time           INTEGER NOT NULL,
    reference      TEXT    NOT NULL,       -- the event's key, or what a correlation it builds on is told apart by
    rule_id        TEXT    NOT NULL,
    rule_group     TEXT    NOT NULL,       -- of a correlation it builds on: its group; '' for a rule
    origin         TEXT    NOT NULL,       -- of a correlation it builds on: how it came to hold; '' for a rule
    agency         TEXT    NOT NULL,
    drill          TEXT    NOT NULL,
    fields         TEXT    NOT NULL,       -- {field: [value, …]}
    PRIMARY KEY (correlation_id, group_key, time, reference, rule_id, rule_group, origin)
) WITHOUT ROWID;
CREATE INDEX correlation_inputs_by_time ON correlation_inputs (time);

-- Re-runs of rules over stored events.
CREATE TABLE reruns (
    number   INTEGER PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    actor    TEXT    NOT NULL,
    rules    TEXT,                         -- the ids; NULL for all
    from_time INTEGER NOT NULL,
    to_time  INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    started  INTEGER,
    finished INTEGER,
    state    INTEGER NOT NULL,             -- RerunState: 0 waiting, 1 running, 2 done, 3 cancelled, 4 failed
    reason   TEXT,
    revision TEXT    NOT NULL,
    cursor   TEXT    NOT NULL,
    first    INTEGER,                      -- sequence of the first event read
    sequence INTEGER NOT NULL,             -- of the last event read
    last     INTEGER NOT NULL,             -- where it ends: the store's last when it was made
    events   INTEGER NOT NULL,
    signals  INTEGER NOT NULL,             -- new ones
    alerts   INTEGER NOT NULL              -- new ones
);
