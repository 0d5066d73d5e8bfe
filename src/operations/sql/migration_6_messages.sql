-- Last whole sign-in. ended_at: of one who left; name and secrets are erased then (R39), state stays suspended.
ALTER TABLE users ADD COLUMN last_sign_in BIGINT;
ALTER TABLE users ADD COLUMN ended_at BIGINT;
CREATE INDEX users_person ON users (person_id);
-- A user's calendar without a session, for who has its address; one at a time. Only the address's hash is kept.
CREATE TABLE calendar_addresses (
  address_hash VARCHAR(64) PRIMARY KEY,
  user_id VARCHAR(32) NOT NULL REFERENCES users (user_id),
  language VARCHAR(2) NOT NULL,
  made_at BIGINT NOT NULL,
  seen_at BIGINT,
  revoked_at BIGINT
);
CREATE INDEX calendar_addresses_user ON calendar_addresses (user_id);
-- Messages to people of the organisation, one row each; services/messages.hpp. message_key says what it is about, so that nobody gets the same twice.
-- person: people.person_id; empty for an invitation, whose text is not kept. state uncertain: it may have gone out, and is not sent again.
CREATE TABLE messages (
  message_key VARCHAR(64) PRIMARY KEY,
  kind VARCHAR(20) NOT NULL CHECK (kind IN ('invitation', 'reminder', 'escalation')),
  person VARCHAR(32) NOT NULL,
  unit_id BIGINT NOT NULL,
  path VARCHAR(200) NOT NULL,
  work_id VARCHAR(32) NOT NULL,
  due_day VARCHAR(10) NOT NULL,
  tasks BIGINT NOT NULL,
  state VARCHAR(10) NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'uncertain', 'dropped')),
  tries BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  parts BIGINT NOT NULL,
  why VARCHAR(80) NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX messages_due ON messages (state, next_at);
