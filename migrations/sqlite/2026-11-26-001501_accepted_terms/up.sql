-- The terms that people agreed to: which version, and when. A table, since the terms change and an account may agree again.
CREATE TABLE accepted_terms (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    accepted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (user_id, version)
);
