-- `language` is what a person chose for their account; `language_seen` what their browser asked for at the newest login. Emails to
-- a person who chose nothing are written in the latter.
ALTER TABLE users ADD COLUMN language TEXT;
ALTER TABLE users ADD COLUMN language_seen TEXT;
