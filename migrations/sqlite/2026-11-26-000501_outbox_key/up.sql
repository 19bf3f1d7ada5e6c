-- Names the key that sealed an email, so that a node claims only what it can open. Empty for emails of older versions.
ALTER TABLE outbox ADD COLUMN key_name TEXT NOT NULL DEFAULT '';
