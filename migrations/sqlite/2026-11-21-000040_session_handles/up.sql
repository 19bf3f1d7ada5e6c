-- handle: what pages and APIs call a session by. id is what the cookie and the tokens name, and is shown to nobody.
ALTER TABLE sessions ADD COLUMN handle TEXT NOT NULL DEFAULT '';
UPDATE sessions SET handle = lower(hex(randomblob(8)));
CREATE UNIQUE INDEX sessions_handle ON sessions (handle);
-- address: where it was last used from; it was where the login came from.
ALTER TABLE sessions ADD COLUMN login_address TEXT NOT NULL DEFAULT '';
UPDATE sessions SET login_address = address;
