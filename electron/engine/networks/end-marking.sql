DROP TABLE known_changes;
DROP TABLE known_matches;
DROP TABLE known_answers;
