ALTER TABLE users DROP COLUMN factor_recovery_ready_at;
ALTER TABLE users DROP COLUMN factor_recovery_started_at;
DROP TABLE factor_recoveries;
