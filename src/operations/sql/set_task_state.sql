UPDATE tasks SET state = :state, note = :note, reached = :reached, read_at = coalesce(read_at, :at) WHERE task_id = :task
