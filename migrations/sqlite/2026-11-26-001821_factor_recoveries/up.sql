-- The delayed recovery of an account whose owner lost every second factor: at most one runs for an account, and its row goes with its end. next_step_at is when the
-- next email is due, or the end once the link that finishes it was sent (link_sent_at). Address and user_agent say who asked, for the emails.
CREATE TABLE factor_recoveries (
    user_id BIGINT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    started_at TIMESTAMP NOT NULL,
    ready_at TIMESTAMP NOT NULL,
    next_step_at TIMESTAMP NOT NULL,
    link_sent_at TIMESTAMP,
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL
);
CREATE INDEX factor_recoveries_next_step_at ON factor_recoveries (next_step_at);
-- The same two times on the account, because every page and every answer about it shows them. They change in the same transaction.
ALTER TABLE users ADD COLUMN factor_recovery_started_at TIMESTAMP;
ALTER TABLE users ADD COLUMN factor_recovery_ready_at TIMESTAMP;
