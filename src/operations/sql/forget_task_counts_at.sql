DELETE FROM task_counts WHERE counted_path = :counted
