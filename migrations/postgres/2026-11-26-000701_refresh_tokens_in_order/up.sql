-- An export reads the tokens of a session page by page, in the order in which they were issued.
CREATE INDEX refresh_tokens_in_order ON refresh_tokens (session_id, issued_at, id);
DROP INDEX refresh_tokens_session_id;
