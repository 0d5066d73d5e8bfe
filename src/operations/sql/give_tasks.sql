-- One task for each unit of the level from behind a path up to another, unless it has one. The walk up finds the paths under which each is counted.
-- Where a subtree ends is made before it is compared, as in next_asked.sql.
/* planned for its values */
INSERT INTO tasks (task_id, work_id, unit_id, path, counted_path, district_path, ac_no, title, words, first_day, due_day, assignee_post, assignee_person,
  measured, target, reached, state, note, read_at, changed_by, changed_at)
WITH RECURSIVE asked (unit_id, path, ends) AS (
  SELECT u.unit_id, u.path, u.ends FROM (
    SELECT unit_id, path, substr(path, 1, length(path) - 1) || '/' AS ends FROM units
    WHERE level_code = :level AND path >= :path AND path < :path_end AND path > :after AND path <= :last AND closed_on IS NULL LIMIT 1000000000) u
  WHERE (:everywhere = '1' OR EXISTS (SELECT 1 FROM unit_places p JOIN work_segments s ON s.ac_no = p.place_no AND s.work_id = :work
      WHERE p.path >= u.path AND p.path < u.ends AND p.kind IN ('ac', 'part')))
    AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.work_id = :work AND t.path = u.path)
), up (unit_id, at_path, parent_id, place) AS (
  SELECT a.unit_id, u.path, u.parent_id, l.place_in_tree FROM asked a JOIN units u ON u.unit_id = a.unit_id JOIN levels l ON l.level_code = u.level_code
  UNION ALL
  SELECT b.unit_id, u.path, u.parent_id, l.place_in_tree FROM up b JOIN units u ON u.unit_id = b.parent_id JOIN levels l ON l.level_code = u.level_code
), counted (unit_id, counted_path, district_path) AS (
  SELECT unit_id, max(CASE WHEN place <= 3 THEN at_path ELSE '' END), max(CASE WHEN place <= 2 THEN at_path ELSE '' END) FROM up GROUP BY unit_id
)
SELECT :first_number + row_number() OVER (ORDER BY a.path) - 1, :work, a.unit_id, a.path, c.counted_path, c.district_path,
  coalesce((SELECT CASE WHEN min(p.place_no) = max(p.place_no) THEN min(p.place_no) ELSE 0 END FROM unit_places p
    WHERE p.path >= a.path AND p.path < a.ends AND p.kind IN ('ac', 'part')), 0),
  '', '', :first_day, :due_day, '', NULL, NULL, NULL, NULL, 'open', '', NULL, :by, :at
FROM asked a JOIN counted c ON c.unit_id = a.unit_id
