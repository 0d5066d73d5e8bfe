-- By district and segment, over all works.
SELECT district_path, ac_no, sum(asked), sum(done), sum(blocked), sum(seen), sum(CASE WHEN due_day < :today THEN asked - done ELSE 0 END)
FROM task_counts WHERE counted_path >= :path AND counted_path < :path_end GROUP BY district_path, ac_no
