-- What the costliest hash of another program costs is looked up at start and every ten minutes, beside that of bcrypt.
CREATE INDEX users_foreign_cost ON users (substr(password_hash, 9, 2)) WHERE password_hash LIKE 'foreign+__+%';
