-- Rows that nodes agree on: one that is locked within a transaction, or a lease (holder, held_until). On a server a node makes the table
-- before it migrates, since it locks a row of it for that.
CREATE TABLE IF NOT EXISTS locks (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT,
    held_until TIMESTAMP
);
