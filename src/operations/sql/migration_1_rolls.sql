-- Whether two entries of the roll are one person, as people see it. Entries by address only: REVISION/AC/PART/SERIAL.
CREATE TABLE pair_decisions (
  decision_id VARCHAR(32) PRIMARY KEY,
  queue VARCHAR(80) NOT NULL,
  left_entry VARCHAR(80) NOT NULL,
  right_entry VARCHAR(80) NOT NULL,
  verdict VARCHAR(10) NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  decided_by VARCHAR(80) NOT NULL,
  decided_at BIGINT NOT NULL,
  undone_at BIGINT
);
CREATE INDEX pair_decisions_queue ON pair_decisions (queue, left_entry, right_entry);
-- Which stations of a newer set a station of an older one is, as a person sees it. No row in the second table: none.
CREATE TABLE concordance_decisions (
  decision_id VARCHAR(32) PRIMARY KEY,
  from_set VARCHAR(40) NOT NULL,
  to_set VARCHAR(40) NOT NULL,
  ac_no BIGINT NOT NULL,
  from_part VARCHAR(20) NOT NULL,
  decided_by VARCHAR(80) NOT NULL,
  decided_at BIGINT NOT NULL,
  undone_at BIGINT
);
CREATE INDEX concordance_decisions_sets ON concordance_decisions (from_set, to_set, ac_no);
CREATE TABLE concordance_targets (
  decision_id VARCHAR(32) NOT NULL REFERENCES concordance_decisions (decision_id),
  to_part VARCHAR(20) NOT NULL,
  weight DOUBLE PRECISION NOT NULL CHECK (weight > 0 AND weight <= 1),
  PRIMARY KEY (decision_id, to_part)
);
-- A part of the roll that came only as images and is typed twice by two persons (R25).
CREATE TABLE roll_drafts (
  draft_id VARCHAR(32) PRIMARY KEY,
  revision VARCHAR(40) NOT NULL,
  ac_no BIGINT NOT NULL,
  part_no BIGINT NOT NULL,
  qualifying_date VARCHAR(10) NOT NULL,
  publication_date VARCHAR(10) NOT NULL,
  source VARCHAR(400) NOT NULL,
  stated_male BIGINT NOT NULL,
  stated_female BIGINT NOT NULL,
  stated_other BIGINT NOT NULL,
  made_by VARCHAR(80) NOT NULL,
  made_at BIGINT NOT NULL,
  state VARCHAR(10) NOT NULL CHECK (state IN ('open', 'imported', 'dropped')),
  run BIGINT
);
CREATE TABLE roll_draft_entries (
  draft_id VARCHAR(32) NOT NULL REFERENCES roll_drafts (draft_id),
  typing BIGINT NOT NULL CHECK (typing IN (1, 2)),
  serial_no BIGINT NOT NULL,
  name VARCHAR(200) NOT NULL,
  relation_type VARCHAR(1) NOT NULL,
  relation_name VARCHAR(200) NOT NULL,
  house_no VARCHAR(80) NOT NULL,
  age BIGINT NOT NULL,
  gender VARCHAR(1) NOT NULL,
  epic_no VARCHAR(40) NOT NULL,
  typed_by VARCHAR(80) NOT NULL,
  typed_at BIGINT NOT NULL,
  PRIMARY KEY (draft_id, typing, serial_no)
);
-- When claims and objections may be made about a revision, and under which limits (R26).
CREATE TABLE claims_periods (
  revision VARCHAR(40) PRIMARY KEY,
  first_day VARCHAR(10) NOT NULL,
  last_day VARCHAR(10) NOT NULL,
  kind VARCHAR(10) NOT NULL CHECK (kind IN ('summary', 'intensive')),
  source VARCHAR(400) NOT NULL
);
-- One elector helped with one form. No name, no number of a card: the part, and the entry's address where there is one.
CREATE TABLE roll_help (
  help_id VARCHAR(32) PRIMARY KEY,
  revision VARCHAR(40) NOT NULL,
  ac_no BIGINT NOT NULL,
  part_no BIGINT NOT NULL,
  serial_no BIGINT,
  situation VARCHAR(40) NOT NULL,
  form VARCHAR(10) NOT NULL,
  evidence VARCHAR(400) NOT NULL,
  reason VARCHAR(400) NOT NULL,
  agent VARCHAR(80) NOT NULL,
  given_on VARCHAR(10) NOT NULL,
  declared BIGINT NOT NULL,
  outcome VARCHAR(10) NOT NULL CHECK (outcome IN ('given', 'accepted', 'rejected', 'withdrawn')),
  noted_at BIGINT NOT NULL
);
CREATE INDEX roll_help_agent ON roll_help (agent, given_on);
