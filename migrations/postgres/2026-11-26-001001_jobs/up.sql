-- The outbox becomes a queue that other jobs than emails can share. What an email of the outbox was about is its topic, and `kind`
-- says who does a job. `target` is what has to work for it; `user_id` the account it is about; a job with `dead_at` was given up,
-- for its `cause`. Emails that wait stay where they are.
ALTER TABLE outbox RENAME TO jobs;
ALTER TABLE jobs RENAME COLUMN kind TO topic;
ALTER TABLE jobs RENAME COLUMN body TO payload;
ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT 'email';
ALTER TABLE jobs ADD COLUMN target TEXT NOT NULL DEFAULT 'mail';
ALTER TABLE jobs ADD COLUMN user_id BIGINT;
ALTER TABLE jobs ADD COLUMN dead_at TIMESTAMP;
ALTER TABLE jobs ADD COLUMN cause TEXT;
DROP INDEX outbox_due_at;
CREATE INDEX jobs_due_at ON jobs (kind, due_at);
CREATE INDEX jobs_user_id ON jobs (user_id);
ALTER INDEX outbox_pkey RENAME TO jobs_pkey;
-- A node of the version before, which runs until it is restarted, finds the emails here: it queues, leases and deletes them as if
-- this were still the table.
CREATE VIEW outbox AS
    SELECT id, topic AS kind, payload AS body, created_at, due_at, attempts, leased_until, key_name
    FROM jobs WHERE kind = 'email' AND dead_at IS NULL;
