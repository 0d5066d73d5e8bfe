UPDATE tasks SET due_day = :due_day WHERE task_id = :task
