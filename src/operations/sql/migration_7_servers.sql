-- What task_counts add up to by district, of works that are not closed: read for units above the districts, so that no home adds up mandals. Kept in the transaction that changes a task.
CREATE TABLE district_counts (
  district_path VARCHAR(200) NOT NULL,
  work_id VARCHAR(32) NOT NULL,
  due_day VARCHAR(10) NOT NULL,
  ac_no BIGINT NOT NULL,
  asked BIGINT NOT NULL,
  done BIGINT NOT NULL,
  blocked BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  PRIMARY KEY (district_path, work_id, due_day, ac_no)
);
INSERT INTO district_counts (district_path, work_id, due_day, ac_no, asked, done, blocked, seen)
SELECT c.district_path, c.work_id, c.due_day, c.ac_no, sum(c.asked), sum(c.done), sum(c.blocked), sum(c.seen) FROM task_counts c
LEFT JOIN works w ON w.work_id = c.work_id WHERE w.closed_at IS NULL GROUP BY c.district_path, c.work_id, c.due_day, c.ac_no;
CREATE INDEX district_counts_work ON district_counts (work_id);
CREATE INDEX works_open ON works (path) WHERE closed_at IS NULL;
-- How far a work's tasks are given: asked is how many units it asks, given how many have theirs, given_to the last of them in order of paths, given_at when none was left. organisation_seen: organisation.version when the giving began.
ALTER TABLE works ADD COLUMN asked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE works ADD COLUMN given BIGINT NOT NULL DEFAULT 0;
ALTER TABLE works ADD COLUMN given_to VARCHAR(200) NOT NULL DEFAULT '';
ALTER TABLE works ADD COLUMN given_at BIGINT;
ALTER TABLE works ADD COLUMN organisation_seen BIGINT NOT NULL DEFAULT 0;
ALTER TABLE works ADD COLUMN job_id VARCHAR(32) NOT NULL DEFAULT '';
UPDATE works SET asked = (SELECT count(*) FROM tasks WHERE tasks.work_id = works.work_id), given = (SELECT count(*) FROM tasks WHERE tasks.work_id = works.work_id), given_at = made_at;
-- Long work that a server does in the background; any server takes it up. lane: one of a lane runs at a time, in order of numbers. task: JSON of what is to be done. A running one is its server's until lease_ends_at; attempt grows with each that takes it.
CREATE TABLE jobs (
  job_id VARCHAR(32) PRIMARY KEY,
  job_number BIGINT NOT NULL UNIQUE,
  lane VARCHAR(20) NOT NULL,
  kind VARCHAR(40) NOT NULL,
  task TEXT NOT NULL,
  asked_by VARCHAR(32) NOT NULL,
  asked_at BIGINT NOT NULL,
  state VARCHAR(10) NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'stopped')),
  fraction DOUBLE PRECISION NOT NULL,
  text_en VARCHAR(400) NOT NULL,
  text_hi VARCHAR(400) NOT NULL,
  stop_asked BIGINT NOT NULL CHECK (stop_asked IN (0, 1)),
  server VARCHAR(32) NOT NULL,
  lease_ends_at BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  run BIGINT,
  problem TEXT NOT NULL,
  report TEXT NOT NULL,
  has_rejects BIGINT NOT NULL CHECK (has_rejects IN (0, 1))
);
CREATE INDEX jobs_unfinished ON jobs (lane, job_number) WHERE state IN ('waiting', 'running');
-- The number that the next job gets; who takes a job waits here for others who do.
CREATE TABLE job_numbers (only_row BIGINT PRIMARY KEY CHECK (only_row = 1), next BIGINT NOT NULL);
INSERT INTO job_numbers (only_row, next) VALUES (1, 1);
-- Files that were sent and wait to be imported; the bytes lie in the workspace's folder uploads under the id.
CREATE TABLE uploads (
  upload_id VARCHAR(33) PRIMARY KEY,
  name VARCHAR(400) NOT NULL,
  sent_by VARCHAR(32) NOT NULL,
  sent_at BIGINT NOT NULL
);
-- For lists of tasks in one state: task_counts says where there are any.
CREATE INDEX tasks_counted ON tasks (counted_path, path, task_id);
-- Words of units' names as search compares them, by level, so that a search reads only what begins with a word and the highest units come first.
CREATE TABLE unit_words (
  place_in_tree BIGINT NOT NULL,
  word VARCHAR(200) NOT NULL,
  path VARCHAR(200) NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  PRIMARY KEY (place_in_tree, word, path)
);
CREATE INDEX unit_words_unit ON unit_words (unit_id);
CREATE INDEX unit_words_path ON unit_words (path);
CREATE INDEX responsibilities_kind ON responsibilities (kind, path);
