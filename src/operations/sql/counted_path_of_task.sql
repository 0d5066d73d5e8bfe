SELECT counted_path FROM tasks WHERE task_id = :task
