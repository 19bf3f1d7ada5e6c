-- A row is a bucket of attempts, or an account's count of failures in a row, or says that a network is known to an account.
ALTER TABLE limits RENAME COLUMN budget TO bucket;
ALTER TABLE limits RENAME COLUMN tries TO attempts;
