ALTER TABLE outbox DROP COLUMN key_name;
