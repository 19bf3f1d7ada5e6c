-- What is suspended must not count again: without it the owner goes by the rest, or by an operator.
DELETE FROM totp WHERE suspended_at IS NOT NULL;
DELETE FROM passkeys WHERE suspended_at IS NOT NULL;
DELETE FROM recovery_codes WHERE suspended_at IS NOT NULL;
ALTER TABLE recovery_codes DROP COLUMN suspended_at;
ALTER TABLE passkeys DROP COLUMN suspended_at;
ALTER TABLE totp DROP COLUMN suspended_at;
