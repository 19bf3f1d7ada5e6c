-- A search among the addresses of what few accounts are, by the start of them: as among their names.
CREATE INDEX users_staff_by_email ON users (role, email_key) WHERE role <> 'user';
CREATE INDEX users_disabled_by_email ON users (email_key, role) WHERE disabled_at IS NOT NULL;
CREATE INDEX users_unconfirmed_by_email ON users (email_key, role) WHERE NOT email_verified;
CREATE INDEX users_with_factor_by_email ON users (email_key, role) WHERE second_factor_since IS NOT NULL;
