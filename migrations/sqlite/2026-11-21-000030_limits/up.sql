-- One row for each budget that something was counted on. The budget's name is a keyed hash: no account, no address stands here.
CREATE TABLE limits (
    budget TEXT NOT NULL PRIMARY KEY,
    tries TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX limits_expires_at ON limits (expires_at);
