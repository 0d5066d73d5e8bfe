-- Protected answers (rules R14 to R17): nothing here says whose they are. A wave is a period of asking with its plan (docs/formats.md#wave-plan) and the open halves of its keys.
CREATE TABLE waves (
  wave VARCHAR(40) PRIMARY KEY,
  first_day VARCHAR(10) NOT NULL,
  last_day VARCHAR(10) NOT NULL,
  plan VARCHAR(60000) NOT NULL,
  box_key VARCHAR(64) NOT NULL,
  rsa_key VARCHAR(1000) NOT NULL,
  verifying_key VARCHAR(64) NOT NULL,
  state VARCHAR(10) NOT NULL CHECK (state IN ('open', 'closed'))
);
