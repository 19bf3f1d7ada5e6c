-- Which accounts of other applications have come: a second run of an import brings none twice, and none back that was deleted here. The id
-- is a hash of the source and of the account's key there, so nothing of a person is left when the account goes.
CREATE TABLE imported_accounts (
    id TEXT NOT NULL PRIMARY KEY,
    user_id BIGINT REFERENCES users (id) ON DELETE SET NULL
);
CREATE INDEX imported_accounts_user_id ON imported_accounts (user_id);
