-- The same by counting: for units below the counted level, which have few.
SELECT work_id, due_day, count(*), sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END), sum(CASE WHEN state = 'blocked' THEN 1 ELSE 0 END), sum(CASE WHEN read_at IS NOT NULL THEN 1 ELSE 0 END)
FROM tasks WHERE path >= :path AND path < :path_end GROUP BY work_id, due_day ORDER BY work_id, due_day
