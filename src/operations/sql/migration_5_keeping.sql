-- What was erased: kind and keyed id (docs/security.md#erasure), to be erased again after a restore. Kept apart from backups of the rest.
CREATE TABLE tombstones (kind VARCHAR(40) NOT NULL, keyed_id VARCHAR(32) NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (kind, keyed_id));
-- Work that one process of many does at a time, and the day for which it was done last; failures since then.
CREATE TABLE leases (
  lease VARCHAR(40) PRIMARY KEY,
  holder VARCHAR(120) NOT NULL,
  ends_at BIGINT NOT NULL,
  done_day VARCHAR(10) NOT NULL,
  failed_at BIGINT,
  failure VARCHAR(400) NOT NULL
);
