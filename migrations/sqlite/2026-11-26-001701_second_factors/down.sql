DROP TABLE pending_logins;
DROP TABLE recovery_codes;
DROP TABLE totp;
ALTER TABLE sessions DROP COLUMN recovery_code_used_at;
ALTER TABLE sessions DROP COLUMN totp_verified_at;
ALTER TABLE users DROP COLUMN second_factor_since;
