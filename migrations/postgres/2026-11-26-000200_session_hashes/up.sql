-- sessions.id: the SHA-256 of what the cookie or the tokens carry, no longer that id itself. SQLite can't hash, so the
-- sessions from before end here: everybody logs in once more. Their refresh tokens go with them.
DELETE FROM refresh_tokens;
DELETE FROM sessions;
