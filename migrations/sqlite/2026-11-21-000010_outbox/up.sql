-- Letters that are promised and not delivered yet; a row goes with its delivery. To whom and what stands in `body`, which is sealed.
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    letter TEXT NOT NULL,
    body BLOB NOT NULL,
    created_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL,
    leased_until TIMESTAMP
);
CREATE INDEX outbox_due_at ON outbox (due_at);
