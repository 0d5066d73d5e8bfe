-- Where tasks in one state are counted, in order, from one place on.
SELECT DISTINCT counted_path FROM task_counts WHERE counted_path >= :path AND counted_path < :path_end AND counted_path >= :from
  AND (:any_work = 1 OR work_id = :work)
  AND CASE :state WHEN 'late' THEN (CASE WHEN due_day < :today THEN asked - done ELSE 0 END) WHEN 'open' THEN asked - done - blocked WHEN 'done' THEN done ELSE blocked END > 0
ORDER BY counted_path LIMIT :most
