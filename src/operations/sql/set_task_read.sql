UPDATE tasks SET read_at = :at WHERE task_id = :task
