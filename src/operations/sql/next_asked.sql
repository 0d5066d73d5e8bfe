-- The next units that a work asks, behind one of them: how many, and the last. Where each subtree ends is made inside (LIMIT keeps it there): PostgreSQL
-- uses an index under row-level security only for plain comparisons of columns.
/* planned for its values */
SELECT count(*), max(path) FROM (SELECT u.path FROM (
  SELECT path, substr(path, 1, length(path) - 1) || '/' AS ends FROM units
  WHERE level_code = :level AND path >= :path AND path < :path_end AND path > :after AND closed_on IS NULL ORDER BY path LIMIT 1000000000) u
WHERE :everywhere = '1' OR EXISTS (SELECT 1 FROM unit_places p JOIN work_segments s ON s.ac_no = p.place_no AND s.work_id = :work
    WHERE p.path >= u.path AND p.path < u.ends AND p.kind IN ('ac', 'part'))
ORDER BY u.path LIMIT :most) asked
