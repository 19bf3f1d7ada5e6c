-- When each method last authenticated the person of a session: a column for every method, NULL where it never did. `proved_at`, which
-- only knew the password, is still written, because a process of the version before may run beside this one.
ALTER TABLE sessions ADD COLUMN password_verified_at TIMESTAMP;
UPDATE sessions SET password_verified_at = proved_at;
