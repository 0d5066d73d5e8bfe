-- Of what kept answers about public figures depend on: operations/answers_version.hpp.
CREATE TABLE answers_version (only_row BIGINT PRIMARY KEY CHECK (only_row = 1), version BIGINT NOT NULL);
INSERT INTO answers_version (only_row, version) VALUES (1, 0);
-- Levels of the organisation, from the top: data, since names differ by party.
CREATE TABLE levels (
  level_code VARCHAR(40) PRIMARY KEY,
  place_in_tree BIGINT NOT NULL UNIQUE CHECK (place_in_tree >= 0),
  name_en VARCHAR(80) NOT NULL,
  name_hi VARCHAR(80) NOT NULL,
  head_en VARCHAR(80) NOT NULL,
  head_hi VARCHAR(80) NOT NULL
);
-- The number that the next unit gets, and how often units, places, posts or agents were changed.
CREATE TABLE organisation (only_row BIGINT PRIMARY KEY CHECK (only_row = 1), next_unit BIGINT NOT NULL, version BIGINT NOT NULL);
INSERT INTO organisation (only_row, next_unit, version) VALUES (1, 1, 0);
-- Units of the organisation. folded: both names as search compares them. has_head: somebody holds the post that heads it. path: the numbers of the units above and its own, each with a dot behind it (domain/access.hpp).
CREATE TABLE units (
  unit_id BIGINT PRIMARY KEY,
  parent_id BIGINT REFERENCES units (unit_id),
  path VARCHAR(200) NOT NULL UNIQUE,
  level_code VARCHAR(40) NOT NULL REFERENCES levels (level_code),
  code VARCHAR(60) NOT NULL UNIQUE,
  name_en VARCHAR(200) NOT NULL,
  name_hi VARCHAR(200) NOT NULL,
  folded VARCHAR(500) NOT NULL,
  opened_on VARCHAR(10) NOT NULL,
  closed_on VARCHAR(10),
  has_head BIGINT NOT NULL CHECK (has_head IN (0, 1)),
  synthetic BIGINT NOT NULL CHECK (synthetic IN (0, 1))
);
CREATE INDEX units_parent ON units (parent_id);
CREATE INDEX units_level ON units (level_code, path);
CREATE INDEX units_headless ON units (path) WHERE has_head = 0 AND closed_on IS NULL;
-- What a unit itself covers; what units below it cover is not repeated. place_no: of a PC or AC, of a part's AC, else 0.
-- part: a polling station's number with its suffix; a district's id; else ''.
CREATE TABLE unit_places (
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  path VARCHAR(200) NOT NULL,
  kind VARCHAR(10) NOT NULL CHECK (kind IN ('state', 'district', 'pc', 'ac', 'part')),
  place_no BIGINT NOT NULL,
  part VARCHAR(80) NOT NULL,
  PRIMARY KEY (unit_id, kind, place_no, part)
);
CREATE INDEX unit_places_place ON unit_places (kind, place_no, part);
CREATE INDEX unit_places_path ON unit_places (kind, path);
-- People of the organisation; electors are not here. unit: where she belongs, which says who sees her. Of one who left, only
-- the row is kept, without a name (R39).
CREATE TABLE people (
  person_id VARCHAR(32) PRIMARY KEY,
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  path VARCHAR(200) NOT NULL,
  name VARCHAR(200) NOT NULL,
  folded VARCHAR(250) NOT NULL,
  phone VARCHAR(20),
  email VARCHAR(200),
  languages VARCHAR(80) NOT NULL,
  home_ac BIGINT,
  noted_at BIGINT NOT NULL,
  left_on VARCHAR(10),
  synthetic BIGINT NOT NULL CHECK (synthetic IN (0, 1))
);
CREATE INDEX people_path ON people (path, folded, person_id);
CREATE INDEX people_unit ON people (unit_id);
CREATE UNIQUE INDEX people_phone ON people (phone);
-- Posts held, from and to; on to_day the successor may begin. Neither day lies in the future, so that nobody holds what has no
-- NULL there. post: a code of data/organisation/posts.csv.
CREATE TABLE posts_held (
  held_id VARCHAR(32) PRIMARY KEY,
  person_id VARCHAR(32) NOT NULL REFERENCES people (person_id),
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  path VARCHAR(200) NOT NULL,
  post VARCHAR(40) NOT NULL,
  from_day VARCHAR(10) NOT NULL,
  to_day VARCHAR(10),
  noted_by VARCHAR(32) NOT NULL,
  noted_at BIGINT NOT NULL,
  CHECK (to_day IS NULL OR to_day >= from_day)
);
CREATE INDEX posts_held_unit ON posts_held (unit_id);
CREATE INDEX posts_held_person ON posts_held (person_id);
CREATE INDEX posts_held_path ON posts_held (path);
CREATE UNIQUE INDEX posts_held_open ON posts_held (person_id, unit_id, post) WHERE to_day IS NULL;
-- Booth level agents: one a part at a time, an elector there (or of the segment, with a note why), appointed with form BLA-2 by whom form BLA-1 authorised.
CREATE TABLE booth_agents (
  agent_id VARCHAR(32) PRIMARY KEY,
  person_id VARCHAR(32) NOT NULL REFERENCES people (person_id),
  path VARCHAR(200) NOT NULL,
  ac_no BIGINT NOT NULL,
  part VARCHAR(20) NOT NULL,
  elector_part VARCHAR(20) NOT NULL,
  elector_serial BIGINT,
  bla1_by VARCHAR(200) NOT NULL,
  bla2_on VARCHAR(10) NOT NULL,
  note VARCHAR(400) NOT NULL,
  from_day VARCHAR(10) NOT NULL,
  to_day VARCHAR(10),
  noted_by VARCHAR(32) NOT NULL,
  noted_at BIGINT NOT NULL,
  CHECK (to_day IS NULL OR to_day >= from_day)
);
CREATE INDEX booth_agents_part ON booth_agents (ac_no, part);
CREATE UNIQUE INDEX booth_agents_open ON booth_agents (ac_no, part) WHERE to_day IS NULL;
CREATE INDEX booth_agents_person ON booth_agents (person_id);
CREATE INDEX booth_agents_path ON booth_agents (path, agent_id);
-- Who saw and changed what: operations/audit.hpp. No foreign keys: what it tells of may be gone.
CREATE TABLE audit_heads (chain BIGINT PRIMARY KEY, row_number BIGINT NOT NULL, hash VARCHAR(64) NOT NULL);
CREATE TABLE audit (
  chain BIGINT NOT NULL,
  row_number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor VARCHAR(32) NOT NULL,
  action VARCHAR(60) NOT NULL,
  object VARCHAR(120) NOT NULL,
  path VARCHAR(200) NOT NULL,
  purpose VARCHAR(400) NOT NULL,
  details VARCHAR(4000) NOT NULL,
  hash VARCHAR(64) NOT NULL,
  PRIMARY KEY (chain, row_number)
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_path ON audit (path, at);
INSERT INTO audit_heads (chain, row_number, hash) VALUES (0, 0, '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO audit_heads (chain, row_number, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO audit_heads (chain, row_number, hash) VALUES (2, 0, '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO audit_heads (chain, row_number, hash) VALUES (3, 0, '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO audit_heads (chain, row_number, hash) VALUES (4, 0, '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO audit_heads (chain, row_number, hash) VALUES (5, 0, '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO audit_heads (chain, row_number, hash) VALUES (6, 0, '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO audit_heads (chain, row_number, hash) VALUES (7, 0, '0000000000000000000000000000000000000000000000000000000000000000');
