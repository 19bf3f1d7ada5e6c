UPDATE sessions SET address = login_address;
ALTER TABLE sessions DROP COLUMN login_address;
DROP INDEX sessions_handle;
ALTER TABLE sessions DROP COLUMN handle;
