DROP TABLE used_challenges;
DROP TABLE passkeys;
DROP TABLE passkey_handles;
ALTER TABLE sessions DROP COLUMN passkey_verified_at;
