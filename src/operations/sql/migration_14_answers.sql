-- Claims that are made in public, and what becomes of each (R31). language: of its text. area: places and unit as JSON. words: its texts folded for search. duplicate_of: the claim that is answered in its place. copy_*: of the source, whose bytes lie in the workspace's folder attachments under copy_id.
CREATE TABLE claims (
  claim_id VARCHAR(32) PRIMARY KEY,
  path VARCHAR(200) NOT NULL,
  text VARCHAR(4000) NOT NULL,
  language VARCHAR(10) NOT NULL CHECK (language IN ('hi', 'en')),
  said_by VARCHAR(400) NOT NULL,
  said_on VARCHAR(10) NOT NULL,
  said_where VARCHAR(400) NOT NULL,
  link VARCHAR(1000) NOT NULL,
  topic VARCHAR(40) NOT NULL,
  area TEXT NOT NULL,
  words TEXT NOT NULL,
  state VARCHAR(12) NOT NULL CHECK (state IN ('new', 'triaged', 'answering', 'in_review', 'published', 'unsettled', 'not_answered', 'duplicate')),
  priority VARCHAR(10) NOT NULL CHECK (priority IN ('', 'high', 'normal', 'low')),
  owner_user VARCHAR(32) NOT NULL,
  due_at BIGINT,
  reason VARCHAR(2000) NOT NULL,
  duplicate_of VARCHAR(32) NOT NULL,
  copy_id VARCHAR(32) NOT NULL,
  copy_name VARCHAR(200) NOT NULL,
  copy_type VARCHAR(40) NOT NULL,
  copy_bytes BIGINT NOT NULL,
  copy_sha256 VARCHAR(64) NOT NULL,
  made_by VARCHAR(32) NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX claims_newest ON claims (made_at, claim_id);
CREATE INDEX claims_path ON claims (path);
CREATE INDEX claims_duplicates ON claims (duplicate_of);
-- What happened with a claim, in order: only added to. text: what was said with it; changes: JSON.
CREATE TABLE claim_steps (
  claim_id VARCHAR(32) NOT NULL REFERENCES claims (claim_id),
  place BIGINT NOT NULL,
  kind VARCHAR(20) NOT NULL,
  from_state VARCHAR(12) NOT NULL,
  to_state VARCHAR(12) NOT NULL,
  text VARCHAR(2000) NOT NULL,
  noted_by VARCHAR(32) NOT NULL,
  by_name VARCHAR(200) NOT NULL,
  noted_at BIGINT NOT NULL,
  PRIMARY KEY (claim_id, place)
);
-- The card of a claim as it is being written. content: JSON of verdict, texts, figures with their frozen copies, checklist, imprint. changes: JSON of what the data say otherwise by now; '' where nothing. revision grows with each change, so that nobody writes over what she has not seen.
CREATE TABLE answer_cards (
  claim_id VARCHAR(32) PRIMARY KEY REFERENCES claims (claim_id),
  content TEXT NOT NULL,
  changes TEXT NOT NULL,
  revision BIGINT NOT NULL,
  looked_at_data VARCHAR(80) NOT NULL,
  written_by VARCHAR(32) NOT NULL,
  written_at BIGINT NOT NULL
);
-- What was published: for everybody, never changed (R31). kind withdrawn keeps the page with a note. content: JSON of all that the page shows.
CREATE TABLE answer_versions (
  claim_id VARCHAR(32) NOT NULL REFERENCES claims (claim_id),
  version BIGINT NOT NULL CHECK (version >= 1),
  kind VARCHAR(12) NOT NULL CHECK (kind IN ('published', 'corrected', 'withdrawn')),
  content TEXT NOT NULL,
  words TEXT NOT NULL,
  note_en VARCHAR(2000) NOT NULL,
  note_hi VARCHAR(2000) NOT NULL,
  written_by VARCHAR(32) NOT NULL,
  reviewed_by VARCHAR(32) NOT NULL,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (claim_id, version),
  CHECK (kind = 'withdrawn' OR written_by <> reviewed_by)
);
CREATE INDEX answer_versions_newest ON answer_versions (published_at, claim_id);
