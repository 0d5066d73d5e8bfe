-- The book of protected answers: a schema and a role of its own, so that the server's other role cannot read it and neither can be joined. Once, after roles.sql,
-- as PostgreSQL's superuser: psql -v ON_ERROR_STOP=1 -f deploy/postgresql/sealed.sql boothwise
-- Its password: \password boothwise_sealed. Nightly, as that role, so that rows lie in the order of their hashes and not of their arrival:
--   psql -c 'CLUSTER boothwise_sealed.sealed_answers USING sealed_answers_pkey' -c 'CLUSTER boothwise_sealed.sealed_consents USING sealed_consents_pkey' "host=… user=boothwise_sealed dbname=boothwise"
CREATE ROLE boothwise_sealed LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS CONNECTION LIMIT 10;
CREATE SCHEMA IF NOT EXISTS boothwise_sealed AUTHORIZATION boothwise_sealed;
REVOKE ALL ON SCHEMA boothwise_sealed FROM PUBLIC, boothwise_app, boothwise_backup;
GRANT CONNECT ON DATABASE boothwise TO boothwise_sealed;
