-- Who answers for a place, from and to; history stays. kind unit, place_no is the unit's number; part '' but for polling stations, whose place_no is the AC's.
CREATE TABLE responsibilities (
  responsibility_id VARCHAR(32) PRIMARY KEY,
  person_id VARCHAR(32) NOT NULL REFERENCES people (person_id),
  duty VARCHAR(10) NOT NULL CHECK (duty IN ('president', 'in_charge', 'deputy')),
  kind VARCHAR(10) NOT NULL CHECK (kind IN ('unit', 'pc', 'ac', 'part')),
  place_no BIGINT NOT NULL,
  part VARCHAR(20) NOT NULL,
  path VARCHAR(200) NOT NULL,
  from_day VARCHAR(10) NOT NULL,
  to_day VARCHAR(10),
  origin VARCHAR(10) NOT NULL CHECK (origin IN ('hand', 'proposal')),
  noted_by VARCHAR(32) NOT NULL,
  noted_at BIGINT NOT NULL,
  CHECK (to_day IS NULL OR to_day >= from_day)
);
CREATE INDEX responsibilities_place ON responsibilities (kind, place_no, part);
CREATE INDEX responsibilities_person ON responsibilities (person_id);
CREATE INDEX responsibilities_path ON responsibilities (path);
CREATE UNIQUE INDEX responsibilities_open ON responsibilities (kind, place_no, part, duty) WHERE to_day IS NULL AND duty <> 'deputy';
-- A programme or a directive, issued at a unit for the units of one level below it.
CREATE TABLE works (
  work_id VARCHAR(32) PRIMARY KEY,
  kind VARCHAR(10) NOT NULL CHECK (kind IN ('programme', 'directive')),
  template VARCHAR(40) NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  path VARCHAR(200) NOT NULL,
  level_code VARCHAR(40) NOT NULL REFERENCES levels (level_code),
  levels_below BIGINT NOT NULL CHECK (levels_below >= 0),
  title_en VARCHAR(200) NOT NULL,
  title_hi VARCHAR(200) NOT NULL,
  words_en VARCHAR(4000) NOT NULL,
  words_hi VARCHAR(4000) NOT NULL,
  area VARCHAR(400) NOT NULL,
  first_day VARCHAR(10) NOT NULL,
  due_day VARCHAR(10) NOT NULL,
  remind_days BIGINT NOT NULL CHECK (remind_days >= 0),
  escalate_days BIGINT NOT NULL CHECK (escalate_days >= 1),
  owner_person VARCHAR(32) REFERENCES people (person_id),
  target_measure VARCHAR(40) NOT NULL,
  target_factor DOUBLE PRECISION NOT NULL,
  target_source VARCHAR(400) NOT NULL,
  target_day VARCHAR(10) NOT NULL,
  made_by VARCHAR(32) NOT NULL,
  made_at BIGINT NOT NULL,
  closed_at BIGINT,
  synthetic BIGINT NOT NULL CHECK (synthetic IN (0, 1)),
  CHECK (due_day >= first_day)
);
CREATE INDEX works_path ON works (path);
-- Segments that a work is for; none for all of the unit.
CREATE TABLE work_segments (
  work_id VARCHAR(32) NOT NULL REFERENCES works (work_id),
  ac_no BIGINT NOT NULL,
  PRIMARY KEY (work_id, ac_no)
);
-- The next free number of a task.
CREATE TABLE task_numbers (only_row BIGINT PRIMARY KEY CHECK (only_row = 1), next BIGINT NOT NULL);
INSERT INTO task_numbers (only_row, next) VALUES (1, 1);
-- What one unit has to do. work_id '' for a task of its own, whose words are in title and words; else they are the work's.
-- counted_path and district_path are the lowest units at or above it whose level stands at most third or second below the top; counts are kept there.
-- assignee_post '' is the unit's head. ac_no 0 where the unit lies in several segments or none.
CREATE TABLE tasks (
  task_id BIGINT PRIMARY KEY,
  work_id VARCHAR(32) NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  path VARCHAR(200) NOT NULL,
  counted_path VARCHAR(200) NOT NULL,
  district_path VARCHAR(200) NOT NULL,
  ac_no BIGINT NOT NULL,
  title VARCHAR(200) NOT NULL,
  words VARCHAR(4000) NOT NULL,
  first_day VARCHAR(10) NOT NULL,
  due_day VARCHAR(10) NOT NULL,
  assignee_post VARCHAR(40) NOT NULL,
  assignee_person VARCHAR(32),
  measured BIGINT,
  target BIGINT,
  reached BIGINT,
  state VARCHAR(10) NOT NULL CHECK (state IN ('open', 'done', 'blocked')),
  note VARCHAR(4000) NOT NULL,
  read_at BIGINT,
  changed_by VARCHAR(32) NOT NULL,
  changed_at BIGINT NOT NULL,
  CHECK (due_day >= first_day)
);
CREATE INDEX tasks_path ON tasks (path, task_id);
CREATE INDEX tasks_work ON tasks (work_id, path);
-- Kept in the transaction that changes a task, so that no page counts tasks.
CREATE TABLE task_counts (
  counted_path VARCHAR(200) NOT NULL,
  work_id VARCHAR(32) NOT NULL,
  due_day VARCHAR(10) NOT NULL,
  ac_no BIGINT NOT NULL,
  district_path VARCHAR(200) NOT NULL,
  asked BIGINT NOT NULL,
  done BIGINT NOT NULL,
  blocked BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  PRIMARY KEY (counted_path, work_id, due_day, ac_no)
);
CREATE INDEX task_counts_work ON task_counts (work_id, counted_path);
-- What happened with a task, in order. kind state keeps the former and the new state in text.
CREATE TABLE task_notes (
  note_id VARCHAR(32) PRIMARY KEY,
  task_id BIGINT NOT NULL REFERENCES tasks (task_id),
  path VARCHAR(200) NOT NULL,
  kind VARCHAR(10) NOT NULL CHECK (kind IN ('comment', 'state', 'assignee', 'file')),
  text VARCHAR(4000) NOT NULL,
  noted_by VARCHAR(32) NOT NULL,
  by_name VARCHAR(200) NOT NULL,
  noted_at BIGINT NOT NULL
);
CREATE INDEX task_notes_task ON task_notes (task_id, noted_at);
-- Files shown as evidence; the bytes lie in the workspace's folder attachments under the file's id.
CREATE TABLE task_files (
  file_id VARCHAR(32) PRIMARY KEY,
  task_id BIGINT NOT NULL REFERENCES tasks (task_id),
  path VARCHAR(200) NOT NULL,
  name VARCHAR(200) NOT NULL,
  type VARCHAR(40) NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  noted_by VARCHAR(32) NOT NULL,
  noted_at BIGINT NOT NULL
);
CREATE INDEX task_files_task ON task_files (task_id);
-- When an election is on (R29, R30). kind state has place_no 0.
CREATE TABLE polls (
  election VARCHAR(20) NOT NULL,
  kind VARCHAR(10) NOT NULL CHECK (kind IN ('state', 'pc', 'ac')),
  place_no BIGINT NOT NULL,
  announced_on VARCHAR(10) NOT NULL,
  poll_on VARCHAR(10) NOT NULL,
  closes_at BIGINT NOT NULL CHECK (closes_at > 0 AND closes_at <= 1440),
  result_on VARCHAR(10) NOT NULL,
  source VARCHAR(400) NOT NULL,
  PRIMARY KEY (election, kind, place_no),
  CHECK (poll_on >= announced_on AND result_on >= poll_on)
);
-- A lock lifted for a while by two persons (R30, R37). Nothing is lifted before the second has agreed.
CREATE TABLE lock_overrides (
  override_id VARCHAR(32) PRIMARY KEY,
  feature VARCHAR(40) NOT NULL,
  reason VARCHAR(400) NOT NULL,
  hours BIGINT NOT NULL CHECK (hours >= 1 AND hours <= 24),
  asked_by VARCHAR(32) NOT NULL,
  asked_at BIGINT NOT NULL,
  approved_by VARCHAR(32),
  approved_at BIGINT,
  CHECK (approved_by IS NULL OR approved_by <> asked_by)
);
CREATE INDEX lock_overrides_feature ON lock_overrides (feature, approved_at);
