-- {aside} is a name of ours. Tables take their indexes, triggers and policies along.
DO $$
DECLARE thing record;
BEGIN
  EXECUTE 'CREATE SCHEMA {aside}';
  FOR thing IN SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('ALTER TABLE %I SET SCHEMA {aside}', thing.name);
  END LOOP;
  FOR thing IN SELECT CAST(p.oid AS regprocedure) AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
               WHERE n.nspname = current_schema() AND p.proname IN ('boothwise_everything', 'boothwise_reaches', 'boothwise_above', 'audit_is_kept', 'consents_are_kept', 'answer_versions_are_kept', 'claim_steps_are_kept') LOOP
    EXECUTE format('ALTER FUNCTION %s SET SCHEMA {aside}', thing.name);
  END LOOP;
END $$
