-- Roles and database of Boothwise. Once, as PostgreSQL's superuser:
--   psql -v ON_ERROR_STOP=1 -f deploy/postgresql/roles.sql postgres
-- Passwords are set afterwards, on the server's own terminal: \password boothwise_owner, \password boothwise_app, \password boothwise_backup.
-- None of the roles passes over row-level security; Boothwise refuses one that does.

-- Owns the tables: migrations and restores. Nobody serves with it.
CREATE ROLE boothwise_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS CONNECTION LIMIT 5;
-- Serves: rows only, no tables made or changed.
CREATE ROLE boothwise_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
-- Makes backups: reads, and adds to the audit trail that it did.
CREATE ROLE boothwise_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS CONNECTION LIMIT 5;
-- Copies the cluster for going back to a moment (deploy/postgresql/point_in_time.md). Reads no table by SQL.
CREATE ROLE boothwise_copy LOGIN REPLICATION NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS CONNECTION LIMIT 2;

-- Texts sorted by their bytes: the tree's ranges of paths need it.
CREATE DATABASE boothwise OWNER boothwise_owner TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';
REVOKE ALL ON DATABASE boothwise FROM PUBLIC;
GRANT CONNECT ON DATABASE boothwise TO boothwise_app, boothwise_backup;

\connect boothwise
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO boothwise_app, boothwise_backup;
GRANT ALL ON SCHEMA public TO boothwise_owner;
-- For every table that a migration or a restore makes from now on.
ALTER DEFAULT PRIVILEGES FOR ROLE boothwise_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO boothwise_app;
ALTER DEFAULT PRIVILEGES FOR ROLE boothwise_owner IN SCHEMA public GRANT SELECT ON TABLES TO boothwise_backup;
