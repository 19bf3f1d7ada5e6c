DROP INDEX events_user_kind_at;
