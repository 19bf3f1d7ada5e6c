ALTER TABLE users DROP COLUMN language_seen;
ALTER TABLE users DROP COLUMN language;
