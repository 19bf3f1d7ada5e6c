DROP INDEX users_staff_by_email;
DROP INDEX users_disabled_by_email;
DROP INDEX users_unconfirmed_by_email;
DROP INDEX users_with_factor_by_email;
