-- The same by counting, for subtrees below the counted units.
SELECT t.path, count(*), sum(CASE WHEN t.state = 'done' THEN 1 ELSE 0 END), sum(CASE WHEN t.state = 'blocked' THEN 1 ELSE 0 END), sum(CASE WHEN t.read_at IS NOT NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN t.state <> 'done' AND t.due_day < :today THEN 1 ELSE 0 END)
FROM tasks t LEFT JOIN works w ON w.work_id = t.work_id WHERE t.path >= :path AND t.path < :path_end AND w.closed_at IS NULL GROUP BY t.path ORDER BY t.path
