-- By counted unit, over all works.
SELECT path, sum(asked), sum(done), sum(blocked), sum(seen), sum(CASE WHEN due_day < :today THEN asked - done ELSE 0 END)
FROM task_counts WHERE path >= :path AND path < :path_end GROUP BY path ORDER BY path
