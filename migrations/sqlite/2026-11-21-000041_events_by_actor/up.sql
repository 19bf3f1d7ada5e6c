-- Whoever leaves is taken out of what they did to others too; the audit log filters by it.
CREATE INDEX events_actor_id ON events (actor_id, id);
