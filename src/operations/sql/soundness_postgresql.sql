-- Indexes that failed to build, constraints that were never checked, tables whose rows are not guarded though their layout says so.
SELECT 'index ' || CAST(CAST(indexrelid AS regclass) AS text) FROM pg_index
WHERE NOT indisvalid AND indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()))
UNION ALL SELECT 'constraint ' || conname FROM pg_constraint WHERE NOT convalidated AND connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
UNION ALL SELECT 'row-level security of ' || relname FROM pg_class
WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND relkind = 'r' AND (NOT relrowsecurity OR NOT relforcerowsecurity)
  AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid)
