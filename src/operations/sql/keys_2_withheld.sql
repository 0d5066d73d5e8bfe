-- The two who alone can open, and only together, what is withheld: outside the campaign's team. open_half: X25519, 64 hexadecimal digits.
CREATE TABLE officers (
  place BIGINT PRIMARY KEY CHECK (place IN (1, 2)),
  name VARCHAR(200) NOT NULL,
  open_half VARCHAR(64) NOT NULL,
  since BIGINT NOT NULL
);
-- Withdrawn records whose notice said so, unreadable here until they are destroyed (rule R6, r. 8(3) of the DPDP Rules 2025). share_1, share_2: halves of the record's key, each sealed to its officer.
CREATE TABLE withheld (
  key_id BIGINT PRIMARY KEY,
  record_id VARCHAR(64) NOT NULL,
  receipt_id VARCHAR(64) NOT NULL,
  content TEXT NOT NULL,
  files TEXT NOT NULL,
  share_1 TEXT NOT NULL,
  share_2 TEXT NOT NULL,
  sealed_on VARCHAR(10) NOT NULL,
  destroy_on VARCHAR(10) NOT NULL
);
CREATE INDEX withheld_until ON withheld (destroy_on);
CREATE INDEX withheld_receipt ON withheld (receipt_id);
-- Keys that end as soon as their records lie under others: what a cut leaves behind is ended later.
CREATE TABLE ending_keys (key_id BIGINT PRIMARY KEY, record_id VARCHAR(64) NOT NULL);
