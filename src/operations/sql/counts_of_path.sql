-- By work and day due, from the counts: for units down to the counted level.
SELECT work_id, due_day, sum(asked), sum(done), sum(blocked), sum(seen) FROM task_counts WHERE counted_path >= :path AND counted_path < :path_end GROUP BY work_id, due_day ORDER BY work_id, due_day
