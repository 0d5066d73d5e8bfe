-- The same task by task: for units at and below the counted level, which have few.
SELECT path, district_path, ac_no, work_id, due_day, 1, CASE WHEN state = 'done' THEN 1 ELSE 0 END, CASE WHEN state = 'blocked' THEN 1 ELSE 0 END,
  CASE WHEN read_at IS NOT NULL THEN 1 ELSE 0 END FROM tasks WHERE path >= :path AND path < :path_end
