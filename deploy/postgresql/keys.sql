-- The book of keys: a database and a role of its own, so that no copy for going back to a moment holds what erasure destroyed, and who reads the records opens
-- none of them. Once, after roles.sql, as PostgreSQL's superuser: psql -v ON_ERROR_STOP=1 -f deploy/postgresql/keys.sql postgres
-- Its password: \password boothwise_keys. The server makes its tables there at the first record. Keep it out of archives (deploy/postgresql/archive.conf), or on another cluster.
CREATE ROLE boothwise_keys LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS CONNECTION LIMIT 20;
CREATE DATABASE boothwise_keys OWNER boothwise_keys TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';
REVOKE ALL ON DATABASE boothwise_keys FROM PUBLIC;
