-- From where an account was signed in to, and from where wrong passwords came: who guesses locks out only their own network.
-- Times are units of 100 ns since 1970-01-01 UTC.
CREATE TABLE sign_in_networks (
    account      TEXT    NOT NULL COLLATE NOCASE,
    network      TEXT    NOT NULL,
    failures     INTEGER NOT NULL,  -- wrong passwords since the last right one, or since the last lock
    locked_until INTEGER,
    last_right   INTEGER,           -- when the right password last came from there
    last_tried   INTEGER NOT NULL,
    PRIMARY KEY (account, network)
) STRICT, WITHOUT ROWID;
