-- Of what kept answers depend on: operations/store.hpp, Kept. Each number is another one after each change of such rows.
CREATE TABLE kept_stamps (only_row BIGINT PRIMARY KEY CHECK (only_row = 1), ground BIGINT NOT NULL, duties BIGINT NOT NULL, works BIGINT NOT NULL);
INSERT INTO kept_stamps (only_row, ground, duties, works) VALUES (1, 0, 0, 0);
