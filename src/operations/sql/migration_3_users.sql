-- Who may sign in. unit: of the first role, which says who sees the user. Secrets are hashed, or sealed with the server's key.
CREATE TABLE users (
  user_id VARCHAR(32) PRIMARY KEY,
  person_id VARCHAR(32) REFERENCES people (person_id),
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  path VARCHAR(200) NOT NULL,
  name VARCHAR(200) NOT NULL,
  sign_in_name VARCHAR(80) NOT NULL UNIQUE,
  password_hash VARCHAR(200),
  code_sealed VARCHAR(400),
  code_confirmed BIGINT NOT NULL DEFAULT 0,
  code_step BIGINT NOT NULL DEFAULT 0,
  language VARCHAR(2) NOT NULL,
  state VARCHAR(10) NOT NULL CHECK (state IN ('invited', 'active', 'suspended')),
  made_by VARCHAR(32) NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX users_path ON users (path);
-- Roles held. reach: the paths that it sees, with commas between them; for a role at a unit the unit's own.
CREATE TABLE role_grants (
  grant_id VARCHAR(32) PRIMARY KEY,
  user_id VARCHAR(32) NOT NULL REFERENCES users (user_id),
  role VARCHAR(40) NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES units (unit_id),
  path VARCHAR(200) NOT NULL,
  pc_no BIGINT,
  reach VARCHAR(100000) NOT NULL,
  given_by VARCHAR(32) NOT NULL,
  given_at BIGINT NOT NULL,
  ends_at BIGINT,
  ended_by VARCHAR(32)
);
CREATE INDEX role_grants_user ON role_grants (user_id);
CREATE INDEX role_grants_path ON role_grants (path);
CREATE TABLE sessions (
  session_hash VARCHAR(64) PRIMARY KEY,
  session_id VARCHAR(32) NOT NULL UNIQUE,
  user_id VARCHAR(32) NOT NULL REFERENCES users (user_id),
  whole BIGINT NOT NULL CHECK (whole IN (0, 1)),
  device VARCHAR(120) NOT NULL,
  made_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  idle_seconds BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_ends ON sessions (ends_at);
-- Failed attempts by name and by address, keyed; for lock-outs that back off.
CREATE TABLE attempts (attempt_key VARCHAR(32) PRIMARY KEY, failures BIGINT NOT NULL, last_at BIGINT NOT NULL, locked_until BIGINT NOT NULL);
-- One use each: a first password, or a new one.
CREATE TABLE invitations (
  invitation_hash VARCHAR(64) PRIMARY KEY,
  user_id VARCHAR(32) NOT NULL REFERENCES users (user_id),
  made_by VARCHAR(32) NOT NULL,
  made_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX invitations_user ON invitations (user_id);
CREATE TABLE recovery_codes (
  user_id VARCHAR(32) NOT NULL REFERENCES users (user_id),
  code_hash VARCHAR(64) NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (user_id, code_hash)
);
CREATE TABLE api_tokens (
  token_hash VARCHAR(64) PRIMARY KEY,
  token_id VARCHAR(32) NOT NULL UNIQUE,
  user_id VARCHAR(32) NOT NULL REFERENCES users (user_id),
  title VARCHAR(120) NOT NULL,
  rights VARCHAR(1000) NOT NULL,
  made_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  seen_at BIGINT,
  revoked_at BIGINT
);
CREATE INDEX api_tokens_user ON api_tokens (user_id);
-- What needs a second person (R37).
CREATE TABLE approvals (
  approval_id VARCHAR(32) PRIMARY KEY,
  kind VARCHAR(40) NOT NULL,
  object VARCHAR(120) NOT NULL,
  path VARCHAR(200) NOT NULL,
  reason VARCHAR(400) NOT NULL,
  asked_by VARCHAR(32) NOT NULL,
  asked_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  decided_by VARCHAR(32),
  decided_at BIGINT,
  decision VARCHAR(10) CHECK (decision IN ('approved', 'refused')),
  used_at BIGINT,
  CHECK (decided_by IS NULL OR decided_by <> asked_by)
);
CREATE INDEX approvals_path ON approvals (path);
