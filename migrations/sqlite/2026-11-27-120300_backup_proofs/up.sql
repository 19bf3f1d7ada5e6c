-- The newest backup that was restored to a scratch place and found good. It has at most one row.
CREATE TABLE backup_proofs (
    proved_at TIMESTAMP NOT NULL PRIMARY KEY,
    made_at TIMESTAMP NOT NULL,
    accounts BIGINT NOT NULL,
    bytes BIGINT NOT NULL
);
