-- What was decided about a worker's day: shown to whoever reviews and to the worker's phone. One row a day; the audit trail has those before it.
CREATE TABLE field_days (
  device_id VARCHAR(32) NOT NULL,
  day VARCHAR(10) NOT NULL,
  path VARCHAR(200) NOT NULL,
  state VARCHAR(12) NOT NULL CHECK (state IN ('approved', 'sent_back', 'rolled_back')),
  reason VARCHAR(400) NOT NULL,
  decided_by VARCHAR(32) NOT NULL,
  decided_at BIGINT NOT NULL,
  PRIMARY KEY (device_id, day)
);
CREATE INDEX field_days_path ON field_days (path, day);
