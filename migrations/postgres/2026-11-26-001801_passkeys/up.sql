-- Passkeys. The key is public, so it lies open. An account is called by its random handle at authenticators, which says nothing about it elsewhere.
ALTER TABLE sessions ADD COLUMN passkey_verified_at TIMESTAMP;
CREATE TABLE passkey_handles (
    user_id BIGINT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    handle BYTEA NOT NULL UNIQUE
);
-- id is what its owner's pages name it by, credential_id what its authenticator does. domain is the PASSKEY_DOMAIN that it was made for.
CREATE TABLE passkeys (
    id TEXT NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    credential_id BYTEA NOT NULL UNIQUE,
    public_key BYTEA NOT NULL,
    domain TEXT NOT NULL,
    counter BIGINT NOT NULL,
    transports TEXT NOT NULL,
    backup_eligible BOOLEAN NOT NULL,
    backed_up BOOLEAN NOT NULL,
    aaguid TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP
);
CREATE INDEX passkeys_user_id ON passkeys (user_id);
-- Challenges are signed and not kept; those that were answered are, until they end, so that each is answered once.
CREATE TABLE used_challenges (
    hash TEXT NOT NULL PRIMARY KEY,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX used_challenges_expires_at ON used_challenges (expires_at);
