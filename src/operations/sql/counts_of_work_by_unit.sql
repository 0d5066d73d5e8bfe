/* planned for its values */
SELECT counted_path, sum(asked), sum(done), sum(blocked), sum(seen), sum(CASE WHEN due_day < :today THEN asked - done ELSE 0 END)
FROM task_counts WHERE work_id = :work AND counted_path >= :path AND counted_path < :path_end GROUP BY counted_path ORDER BY counted_path
