-- One task a unit of the level, all in one statement. The walk down carries the paths under which each is counted.
INSERT INTO tasks (task_id, work_id, unit_id, path, counted_path, district_path, ac_no, title, words, first_day, due_day, assignee_post, assignee_person,
  measured, target, reached, state, note, read_at, changed_by, changed_at)
WITH RECURSIVE below (unit_id, path, level_code, counted_path, district_path) AS (
  SELECT u.unit_id, CAST(u.path AS VARCHAR(200)), CAST(u.level_code AS VARCHAR(40)), CAST(:counted AS VARCHAR(200)), CAST(:district AS VARCHAR(200))
  FROM units u WHERE u.unit_id = :unit
  UNION ALL
  SELECT u.unit_id, CAST(u.path AS VARCHAR(200)), CAST(u.level_code AS VARCHAR(40)),
    CAST(CASE WHEN l.place_in_tree <= 3 THEN u.path ELSE b.counted_path END AS VARCHAR(200)),
    CAST(CASE WHEN l.place_in_tree <= 2 THEN u.path ELSE b.district_path END AS VARCHAR(200))
  FROM below b JOIN units u ON u.parent_id = b.unit_id JOIN levels l ON l.level_code = u.level_code
  WHERE u.closed_on IS NULL AND l.place_in_tree <= :level_place
)
SELECT :first_number + row_number() OVER (ORDER BY b.path) - 1, :work, b.unit_id, b.path, b.counted_path, b.district_path,
  coalesce((SELECT CASE WHEN min(p.place_no) = max(p.place_no) THEN min(p.place_no) ELSE 0 END FROM unit_places p
    WHERE p.path >= b.path AND p.path < substr(b.path, 1, length(b.path) - 1) || '/' AND p.kind IN ('ac', 'part')), 0),
  '', '', :first_day, :due_day, '', NULL, NULL, NULL, NULL, 'open', '', NULL, :by, :at
FROM below b
WHERE b.level_code = :level AND (:everywhere = '1' OR EXISTS (SELECT 1 FROM unit_places p JOIN work_segments s ON s.ac_no = p.place_no AND s.work_id = :work
    WHERE p.path >= b.path AND p.path < substr(b.path, 1, length(b.path) - 1) || '/' AND p.kind IN ('ac', 'part')))
