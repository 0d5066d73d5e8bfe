-- After each migration or restore, as boothwise_owner: what the default privileges of roles.sql cannot say. Can be run again.
--   psql -v ON_ERROR_STOP=1 -f deploy/postgresql/after_migration.sql "host=… user=boothwise_owner dbname=boothwise"
-- The trail and what was erased are only added to; the layout is the owner's.
REVOKE UPDATE, DELETE, TRUNCATE ON audit, tombstones FROM boothwise_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON layout FROM boothwise_app;
-- A backup is noted in the trail, and asks whether servers live.
GRANT INSERT ON audit TO boothwise_backup;
GRANT UPDATE ON audit_heads TO boothwise_backup;
