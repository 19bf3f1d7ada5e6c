-- What a row holds is an email of some kind.
ALTER TABLE outbox RENAME COLUMN letter TO kind;
