CREATE OR REPLACE TEMP TABLE known_matches (address_key INTEGER, answer_key INTEGER);
CREATE OR REPLACE TEMP TABLE known_answers (answer_key INTEGER, name VARCHAR, kind VARCHAR, status VARCHAR);
