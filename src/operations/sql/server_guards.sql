-- Whether the role passes over row-level security; whether texts are sorted by their bytes.
SELECT CASE WHEN rolsuper OR rolbypassrls THEN 1 ELSE 0 END AS unguarded, CASE WHEN 'B' < 'a' THEN 1 ELSE 0 END AS by_bytes, rolname
FROM pg_roles WHERE rolname = current_user
