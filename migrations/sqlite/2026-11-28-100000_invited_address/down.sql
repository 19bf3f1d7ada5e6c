ALTER TABLE never_confirmed DROP COLUMN for_one_address;
