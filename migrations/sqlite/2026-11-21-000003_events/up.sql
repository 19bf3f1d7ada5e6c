-- Append-only. user_id names the account an event is about and is not a foreign key: the line that says an account was deleted outlives it.
CREATE TABLE events (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TIMESTAMP NOT NULL,
    kind TEXT NOT NULL,
    user_id BIGINT,
    actor_id BIGINT,
    door TEXT NOT NULL,
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    request_id TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX events_user_id ON events (user_id, id);
CREATE INDEX events_at ON events (at);
