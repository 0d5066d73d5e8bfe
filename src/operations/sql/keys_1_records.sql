-- One key a record of a person, as hexadecimal digits: whoever takes its row away has erased what it opens, backups too. Keys are made ahead and given out in ranges (key_numbers), so that a record needs no second commit.
CREATE TABLE record_keys (
  key_id BIGINT PRIMARY KEY,
  secret VARCHAR(64) NOT NULL
);
CREATE TABLE key_numbers (only_row BIGINT PRIMARY KEY CHECK (only_row = 1), next BIGINT NOT NULL);
INSERT INTO key_numbers (only_row, next) VALUES (1, 1);
