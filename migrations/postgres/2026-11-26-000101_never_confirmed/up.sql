-- One row for each account that has never confirmed an address. It is deleted UNVERIFIED_RETENTION after deletable_from; never where that is empty.
CREATE TABLE never_confirmed (
    user_id BIGINT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    deletable_from TIMESTAMP
);
CREATE INDEX never_confirmed_deletable_from ON never_confirmed (deletable_from);
-- Existing accounts have the whole time from now on. Where the events no longer reach back to the sign-up, the account stays, since an
-- address may have been confirmed before.
INSERT INTO never_confirmed (user_id, deletable_from)
SELECT id, (now() AT TIME ZONE 'utc') FROM users
WHERE email_verified = FALSE
  AND EXISTS (SELECT 1 FROM events WHERE events.user_id = users.id AND kind = 'registered' AND door <> 'command')
  AND NOT EXISTS (SELECT 1 FROM events WHERE events.user_id = users.id AND kind IN ('email_verified', 'password_reset'));
