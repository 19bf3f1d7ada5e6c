DROP TABLE never_confirmed;
