-- The failed logins of an account since yesterday are counted for its home page, at each request.
CREATE INDEX events_user_kind_at ON events (user_id, kind, at);
