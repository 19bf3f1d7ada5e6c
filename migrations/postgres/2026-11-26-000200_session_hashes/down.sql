-- A hash would be taken for an id that anybody could present.
DELETE FROM refresh_tokens;
DELETE FROM sessions;
