UPDATE tasks SET measured = :measured, target = :target WHERE task_id = :task
