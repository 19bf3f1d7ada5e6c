-- An account that must have a second factor sets up an authenticator app inside the login. The secret belongs to that login alone: another one who knows the
-- password must not learn the secret that the owner scans.
ALTER TABLE pending_logins ADD COLUMN totp_sealed BLOB;
