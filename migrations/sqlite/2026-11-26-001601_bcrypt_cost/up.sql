-- The cost of the costliest hash is looked up at start and every ten minutes. A scan takes half a second for a million accounts.
CREATE INDEX users_bcrypt_cost ON users (substr(replace(password_hash, 'sha256+', ''), 5, 2))
    WHERE replace(password_hash, 'sha256+', '') LIKE '$2_$__$%';
