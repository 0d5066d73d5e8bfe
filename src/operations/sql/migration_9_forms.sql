-- Forms that people fill. form_name is the XForm's id; version the one that is open, empty before the first. definition: JSON of one made here, empty for one that was brought. accepts_until: of a closed one, until when late records are taken.
CREATE TABLE forms (
  form_id VARCHAR(32) PRIMARY KEY,
  form_name VARCHAR(249) NOT NULL UNIQUE,
  state VARCHAR(10) NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
  title_en VARCHAR(400) NOT NULL,
  title_hi VARCHAR(400) NOT NULL,
  definition TEXT NOT NULL,
  draft TEXT NOT NULL,
  persons BIGINT NOT NULL CHECK (persons IN (0, 1)),
  version VARCHAR(249) NOT NULL,
  accepts_until BIGINT,
  made_by VARCHAR(32) NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
-- Every version that was ever published stays: records point to it. md5: of the bytes of xml, as clients compare it.
CREATE TABLE form_versions (
  form_id VARCHAR(32) NOT NULL REFERENCES forms (form_id),
  version VARCHAR(249) NOT NULL,
  version_number BIGINT NOT NULL,
  xml TEXT NOT NULL,
  md5 VARCHAR(32) NOT NULL,
  notice VARCHAR(80) NOT NULL,
  published_by VARCHAR(32) NOT NULL,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (form_id, version)
);
-- Pictures, sounds and lists that a form names; the bytes lie in the workspace's folder forms under their SHA-256.
CREATE TABLE form_files (
  form_id VARCHAR(32) NOT NULL REFERENCES forms (form_id),
  name VARCHAR(200) NOT NULL,
  md5 VARCHAR(32) NOT NULL,
  media_type VARCHAR(80) NOT NULL,
  bytes BIGINT NOT NULL,
  file_id VARCHAR(64) NOT NULL,
  PRIMARY KEY (form_id, name)
);
-- What is read out before the first question (R1); a version is never changed. texts: JSON by language. audio: JSON of files by language.
CREATE TABLE notices (
  notice_key VARCHAR(40) NOT NULL,
  version BIGINT NOT NULL,
  texts TEXT NOT NULL,
  audio TEXT NOT NULL,
  purposes VARCHAR(200) NOT NULL,
  made_by VARCHAR(32) NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (notice_key, version)
);
-- A worker's way in, from a phone at one unit: never the password. key_hash: of the key in the address. digest_secret: HA1 of RFC 2617, sealed with the server's key.
CREATE TABLE devices (
  device_id VARCHAR(32) PRIMARY KEY,
  key_hash VARCHAR(32) NOT NULL UNIQUE,
  digest_name VARCHAR(40) NOT NULL UNIQUE,
  digest_secret VARCHAR(400) NOT NULL,
  title VARCHAR(200) NOT NULL,
  person_id VARCHAR(32),
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  path VARCHAR(200) NOT NULL,
  ac_no BIGINT,
  part VARCHAR(20) NOT NULL,
  form_names TEXT NOT NULL,
  made_by VARCHAR(32) NOT NULL,
  made_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  revoked_at BIGINT,
  seen_at BIGINT
);
CREATE INDEX devices_path ON devices (path);
-- Who agreed to what, when, after which notice: only added to (R2). record_id is a keyed hash and no person's.
CREATE TABLE consents (
  consent_id VARCHAR(32) PRIMARY KEY,
  record_id VARCHAR(32) NOT NULL,
  purpose VARCHAR(20) NOT NULL,
  given BIGINT NOT NULL CHECK (given IN (0, 1)),
  notice VARCHAR(80) NOT NULL,
  language VARCHAR(10) NOT NULL,
  method VARCHAR(20) NOT NULL,
  device_id VARCHAR(32) NOT NULL,
  path VARCHAR(200) NOT NULL,
  noted_at BIGINT NOT NULL,
  place BIGINT NOT NULL
);
CREATE INDEX consents_record ON consents (record_id, place);
-- Filled forms; kept_until: when it is erased whoever asks, NULL for one that lasts until the campaign ends. record_id: keyed hash of form and instanceID. content: the XML under the record's own key (book keys). Of persons only with a row of the ledger.
CREATE TABLE records (
  record_id VARCHAR(32) PRIMARY KEY,
  form_id VARCHAR(32) NOT NULL REFERENCES forms (form_id),
  version VARCHAR(249) NOT NULL,
  device_id VARCHAR(32) NOT NULL,
  unit_id BIGINT NOT NULL,
  path VARCHAR(200) NOT NULL,
  ac_no BIGINT,
  part VARCHAR(20) NOT NULL,
  key_id BIGINT NOT NULL,
  content TEXT NOT NULL,
  same_id VARCHAR(32) NOT NULL,
  receipt_id VARCHAR(32) NOT NULL,
  persons BIGINT NOT NULL CHECK (persons IN (0, 1)),
  consent_id VARCHAR(32) REFERENCES consents (consent_id),
  replaces VARCHAR(32) NOT NULL,
  replaced_by VARCHAR(32) NOT NULL,
  state VARCHAR(12) NOT NULL CHECK (state IN ('good', 'quarantined', 'sent_back', 'rolled_back')),
  files_wanted BIGINT NOT NULL,
  files_here BIGINT NOT NULL,
  faults TEXT NOT NULL,
  method VARCHAR(10) NOT NULL,
  received_at BIGINT NOT NULL,
  day VARCHAR(10) NOT NULL,
  kept_until BIGINT,
  CHECK (persons = 0 OR consent_id IS NOT NULL)
);
CREATE INDEX records_receipt ON records (receipt_id);
CREATE INDEX records_path ON records (path, form_id, day);
CREATE INDEX records_over ON records (kept_until) WHERE kept_until IS NOT NULL;
CREATE INDEX records_device ON records (device_id, day);
-- Files of a record under its key; the bytes lie in the workspace's folder field under file_id. name_id: keyed hash of the name; name: under the record's key.
CREATE TABLE record_files (
  record_id VARCHAR(32) NOT NULL REFERENCES records (record_id),
  name_id VARCHAR(32) NOT NULL,
  name TEXT NOT NULL,
  media_type VARCHAR(80) NOT NULL,
  bytes BIGINT NOT NULL,
  file_id VARCHAR(32) NOT NULL,
  PRIMARY KEY (record_id, name_id)
);
-- What persons ask for: complaints, corrections, what is held, a nominee (R7, R8). content is sealed with the server's key and goes with the answer's erasure.
CREATE TABLE rights_requests (
  request_id VARCHAR(32) PRIMARY KEY,
  kind VARCHAR(12) NOT NULL CHECK (kind IN ('complaint', 'correction', 'nominee', 'breach')),
  record_id VARCHAR(32) NOT NULL,
  path VARCHAR(200) NOT NULL,
  content TEXT NOT NULL,
  state VARCHAR(10) NOT NULL CHECK (state IN ('open', 'answered')),
  reply TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  answered_at BIGINT,
  answered_by VARCHAR(32) NOT NULL
);
CREATE INDEX rights_requests_open ON rights_requests (state, due_at);
CREATE INDEX rights_requests_record ON rights_requests (record_id);
