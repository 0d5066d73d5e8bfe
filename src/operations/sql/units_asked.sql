-- How many units a work would ask.
SELECT count(*) FROM units u WHERE u.path >= :path AND u.path < :path_end AND u.level_code = :level AND u.closed_on IS NULL
  AND (:everywhere = '1' OR EXISTS (SELECT 1 FROM unit_places p JOIN work_segments s ON s.ac_no = p.place_no AND s.work_id = :work
    WHERE p.path >= u.path AND p.path < substr(u.path, 1, length(u.path) - 1) || '/' AND p.kind IN ('ac', 'part')))
