-- receipt: keyed hash of the slip's code, made with a key of this book's own. Rows lie in its order, which is random; no time finer than the day, no device, worker, household or order.
CREATE TABLE sealed_consents (
  receipt VARCHAR(32) NOT NULL,
  purpose VARCHAR(20) NOT NULL CHECK (purpose IN ('community', 'economic')),
  notice VARCHAR(80) NOT NULL CHECK (notice <> ''),
  language VARCHAR(8) NOT NULL,
  day VARCHAR(10) NOT NULL,
  PRIMARY KEY (receipt, purpose)
);
-- purpose: one for which there is consent; without such a row nothing is kept. box: sealed to the wave's key, base64.
CREATE TABLE sealed_answers (
  receipt VARCHAR(32) PRIMARY KEY,
  wave VARCHAR(40) NOT NULL REFERENCES waves (wave),
  ac_no BIGINT NOT NULL,
  part VARCHAR(20) NOT NULL,
  day VARCHAR(10) NOT NULL,
  kind VARCHAR(4) NOT NULL CHECK (kind IN ('box', 'odk')),
  purpose VARCHAR(20) NOT NULL,
  box VARCHAR(44000) NOT NULL,
  FOREIGN KEY (receipt, purpose) REFERENCES sealed_consents (receipt, purpose)
);
-- What was withdrawn stays away: a late copy of it is refused.
CREATE TABLE withdrawn_receipts (receipt VARCHAR(32) PRIMARY KEY, day VARCHAR(10) NOT NULL);
