-- Lists are in the order of time, and of ids only where times are the same: a database may give each node, and each connection, ids
-- in advance. The indexes that had them in the order of ids are replaced.
DROP INDEX events_user_id;
DROP INDEX events_actor_id;
CREATE INDEX events_actor_at ON events (actor_id, at);
CREATE INDEX users_created_at ON users (created_at, id);
DROP INDEX users_staff;
CREATE INDEX users_staff ON users (role, created_at, id) WHERE role <> 'user';
DROP INDEX users_disabled;
CREATE INDEX users_disabled ON users (created_at, id, role) WHERE disabled_at IS NOT NULL;
DROP INDEX users_unconfirmed;
CREATE INDEX users_unconfirmed ON users (created_at, id, role) WHERE NOT email_verified;
DROP INDEX users_with_factor;
CREATE INDEX users_with_factor ON users (created_at, id, role) WHERE second_factor_since IS NOT NULL;
CREATE INDEX invitations_created_at ON invitations (created_at, id);
