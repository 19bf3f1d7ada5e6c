-- Only the hash of a link's secret is kept. user_id is empty in the row that a request for an unknown address leaves, so that both requests cost the same.
CREATE TABLE links (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    purpose TEXT NOT NULL,
    user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    address_verified BOOLEAN NOT NULL,
    token_hash TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    ended_by TEXT
);
CREATE UNIQUE INDEX links_token_hash ON links (token_hash);
CREATE INDEX links_user_id ON links (user_id, purpose);
CREATE INDEX links_expires_at ON links (expires_at);
