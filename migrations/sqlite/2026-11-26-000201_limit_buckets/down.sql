ALTER TABLE limits RENAME COLUMN attempts TO tries;
ALTER TABLE limits RENAME COLUMN bucket TO budget;
