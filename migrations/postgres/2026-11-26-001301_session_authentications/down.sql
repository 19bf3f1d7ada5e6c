ALTER TABLE sessions DROP COLUMN password_verified_at;
