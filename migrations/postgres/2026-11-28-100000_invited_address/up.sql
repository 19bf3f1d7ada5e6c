-- Whether the account was made with an invitation for one address, which it then can't exchange for another before it has confirmed it.
ALTER TABLE never_confirmed ADD COLUMN for_one_address BOOLEAN NOT NULL DEFAULT FALSE;
-- Accounts from before this whose invitation is still known: it was used, and by nobody else, since only that address could.
UPDATE never_confirmed SET for_one_address = TRUE
WHERE user_id IN (
    SELECT users.id FROM users JOIN invitations ON lower(invitations.email) = users.email_key
    WHERE NOT users.email_verified AND invitations.uses_left < invitations.uses
);
