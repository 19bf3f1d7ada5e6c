-- A page of accounts costs the same among a million as among ten: what few accounts are has an index of its own, by number and by
-- name. The words of each WHERE are those of the queries: SQLite compares them as text. The audit log is read by account and by
-- kind, newest first.
CREATE INDEX users_staff ON users (role, id) WHERE role <> 'user';
CREATE INDEX users_staff_by_name ON users (role, username_key) WHERE role <> 'user';
CREATE INDEX users_disabled ON users (id, role) WHERE disabled_at IS NOT NULL;
CREATE INDEX users_disabled_by_name ON users (username_key, role) WHERE disabled_at IS NOT NULL;
CREATE INDEX users_unconfirmed ON users (id, role) WHERE NOT email_verified;
CREATE INDEX users_unconfirmed_by_name ON users (username_key, role) WHERE NOT email_verified;
CREATE INDEX users_with_factor ON users (id, role) WHERE second_factor_since IS NOT NULL;
CREATE INDEX users_with_factor_by_name ON users (username_key, role) WHERE second_factor_since IS NOT NULL;
CREATE INDEX events_user_at ON events (user_id, at);
CREATE INDEX events_kind_at ON events (kind, at);
