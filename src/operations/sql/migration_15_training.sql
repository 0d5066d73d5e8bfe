-- Training: sessions with their roster, what trainees did, certificates, and whose practice workspace is whose.
-- A trainee is "person:" and the register's id, or "user:" and a user's where she is not in the register.
CREATE TABLE training_sessions (
  session_id VARCHAR(32) PRIMARY KEY,
  title VARCHAR(200) NOT NULL,
  courses VARCHAR(600) NOT NULL,
  day VARCHAR(10) NOT NULL,
  begins VARCHAR(5) NOT NULL,
  ends VARCHAR(5) NOT NULL,
  venue VARCHAR(300) NOT NULL,
  words TEXT NOT NULL,
  experts TEXT NOT NULL,
  agenda TEXT NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  level VARCHAR(40) NOT NULL,
  posts VARCHAR(300) NOT NULL,
  state VARCHAR(10) NOT NULL,
  check_in_code VARCHAR(12) NOT NULL,
  made_by VARCHAR(40) NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE TABLE training_attendees (
  attendee_id VARCHAR(32) PRIMARY KEY,
  session_id VARCHAR(32) NOT NULL REFERENCES training_sessions (session_id),
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  post VARCHAR(40) NOT NULL,
  person_id VARCHAR(32),
  generation BIGINT NOT NULL,
  invited_at BIGINT,
  reply VARCHAR(10),
  reply_words VARCHAR(600),
  replied_at BIGINT,
  checked_in_at BIGINT,
  feedback_given BIGINT DEFAULT 0 NOT NULL
);
CREATE INDEX training_attendees_of_session ON training_attendees (session_id);
CREATE INDEX training_attendees_of_person ON training_attendees (person_id);
CREATE TABLE training_steps (
  trainee VARCHAR(40) NOT NULL,
  course VARCHAR(40) NOT NULL,
  step VARCHAR(40) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  state VARCHAR(10) NOT NULL,
  tries BIGINT NOT NULL,
  hints BIGINT NOT NULL,
  score BIGINT,
  begun_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  passed_at BIGINT,
  PRIMARY KEY (trainee, course, step)
);
CREATE TABLE training_attempts (
  trainee VARCHAR(40) NOT NULL,
  course VARCHAR(40) NOT NULL,
  step VARCHAR(40) NOT NULL,
  attempt BIGINT NOT NULL,
  at BIGINT NOT NULL,
  passed BIGINT NOT NULL,
  written VARCHAR(600) NOT NULL,
  PRIMARY KEY (trainee, course, step, attempt)
);
CREATE TABLE training_help (
  help_id VARCHAR(32) PRIMARY KEY,
  session_id VARCHAR(32) NOT NULL REFERENCES training_sessions (session_id),
  trainee VARCHAR(40) NOT NULL,
  course VARCHAR(40),
  step VARCHAR(40),
  words VARCHAR(600),
  asked_at BIGINT NOT NULL,
  taken_by VARCHAR(40),
  taken_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX training_help_of_session ON training_help (session_id, asked_at);
-- Nobody can tell whose it is: no attendee, no hour.
CREATE TABLE training_feedback (
  feedback_id VARCHAR(32) PRIMARY KEY,
  session_id VARCHAR(32) NOT NULL REFERENCES training_sessions (session_id),
  useful BIGINT NOT NULL,
  clear BIGINT NOT NULL,
  pace BIGINT NOT NULL,
  words VARCHAR(1200)
);
CREATE TABLE training_follow_ups (
  session_id VARCHAR(32) NOT NULL REFERENCES training_sessions (session_id),
  attendee_id VARCHAR(32) NOT NULL,
  days BIGINT NOT NULL,
  task_id BIGINT NOT NULL,
  PRIMARY KEY (session_id, attendee_id, days)
);
CREATE TABLE certificates (
  code VARCHAR(32) PRIMARY KEY,
  trainee VARCHAR(40) NOT NULL,
  session_id VARCHAR(32) NOT NULL REFERENCES training_sessions (session_id),
  unit_id BIGINT NOT NULL,
  courses VARCHAR(600) NOT NULL,
  issued_on VARCHAR(10) NOT NULL,
  issued_by VARCHAR(40) NOT NULL,
  revoked_on VARCHAR(10),
  reason VARCHAR(300),
  UNIQUE (trainee, session_id)
);
CREATE TABLE practice_rooms (
  trainee VARCHAR(40) PRIMARY KEY,
  room_id VARCHAR(32) NOT NULL UNIQUE,
  made_at BIGINT NOT NULL
);
CREATE TABLE practice_passes (
  pass_hash VARCHAR(64) PRIMARY KEY,
  trainee VARCHAR(40) NOT NULL,
  practising BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);
