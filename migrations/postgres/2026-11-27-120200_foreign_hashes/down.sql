DROP INDEX users_foreign_cost;
