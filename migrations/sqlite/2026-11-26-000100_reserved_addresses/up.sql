-- While a link that undoes an email change works, its address is reserved for its account: looked up by what makes addresses the same.
ALTER TABLE links ADD COLUMN address_key TEXT NOT NULL DEFAULT '';
UPDATE links SET address_key = lower(address);
CREATE INDEX links_address_key ON links (address_key, purpose);
