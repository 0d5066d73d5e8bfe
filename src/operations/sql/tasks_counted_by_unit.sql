/* planned for its values */
SELECT path, count(*), sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END), sum(CASE WHEN state = 'blocked' THEN 1 ELSE 0 END), sum(CASE WHEN read_at IS NOT NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN state <> 'done' AND due_day < :today THEN 1 ELSE 0 END)
FROM tasks WHERE path >= :path AND path < :path_end AND work_id = :work GROUP BY path ORDER BY path
