ALTER TABLE pending_logins DROP COLUMN totp_sealed;
