-- A second factor: an authenticator app, and the recovery codes that stand in for it at a login. The secret is sealed; of codes and pending logins only hashes are
-- kept. second_factor_since repeats on the account that it has one, because every page and every login asks; it changes in the same transaction.
ALTER TABLE users ADD COLUMN second_factor_since TIMESTAMP;
ALTER TABLE sessions ADD COLUMN totp_verified_at TIMESTAMP;
ALTER TABLE sessions ADD COLUMN recovery_code_used_at TIMESTAMP;
-- last_step is the newest time step whose code was used: no code up to it counts any more.
CREATE TABLE totp (
    user_id BIGINT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    created_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP,
    last_step BIGINT NOT NULL
);
CREATE TABLE recovery_codes (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    PRIMARY KEY (user_id, hash)
);
-- A login whose password was right and whose second factor is still missing. It is no session. The password it was made with is the one of password_changed_at.
CREATE TABLE pending_logins (
    id TEXT NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL,
    password_changed_at TIMESTAMP NOT NULL
);
CREATE INDEX pending_logins_user_id ON pending_logins (user_id);
CREATE INDEX pending_logins_expires_at ON pending_logins (expires_at);
