ALTER TABLE outbox RENAME COLUMN kind TO letter;
