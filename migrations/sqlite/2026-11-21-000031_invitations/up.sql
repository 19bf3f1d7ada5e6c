-- Links that let somebody create an account while REGISTRATION is invite. Only the token's hash is kept.
CREATE TABLE invitations (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL,
    email TEXT,
    uses INTEGER NOT NULL,
    uses_left INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX invitations_token_hash ON invitations (token_hash);
