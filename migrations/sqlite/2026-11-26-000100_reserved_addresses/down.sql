DROP INDEX links_address_key;
ALTER TABLE links DROP COLUMN address_key;
