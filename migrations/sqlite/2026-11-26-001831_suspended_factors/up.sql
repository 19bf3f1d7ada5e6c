-- Since when a factor is suspended: "This wasn't me" was said, and the factor was added shortly before or since. It authenticates nobody, and is one still.
ALTER TABLE totp ADD COLUMN suspended_at TIMESTAMP;
ALTER TABLE passkeys ADD COLUMN suspended_at TIMESTAMP;
ALTER TABLE recovery_codes ADD COLUMN suspended_at TIMESTAMP;
