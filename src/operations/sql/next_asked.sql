-- The next units that a work asks, behind one of them: how many, and the last.
SELECT count(*), max(path) FROM (SELECT u.path FROM units u WHERE u.level_code = :level AND u.path >= :path AND u.path < :path_end AND u.path > :after AND u.closed_on IS NULL
  AND (:everywhere = '1' OR EXISTS (SELECT 1 FROM unit_places p JOIN work_segments s ON s.ac_no = p.place_no AND s.work_id = :work
    WHERE p.path >= u.path AND p.path < substr(u.path, 1, length(u.path) - 1) || '/' AND p.kind IN ('ac', 'part')))
ORDER BY u.path LIMIT :most) asked
