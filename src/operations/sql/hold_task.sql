-- Takes the row for this transaction and tells how it stands; what is told of its state is as it was.
UPDATE tasks SET changed_by = :by, changed_at = :at WHERE task_id = :task
RETURNING task_id, work_id, unit_id, path, counted_path, district_path, ac_no, due_day, state, coalesce(read_at, 0) AS read_at, first_day, title
