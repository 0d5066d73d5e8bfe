/* planned for its values */
SELECT t.task_id, t.work_id, t.unit_id, t.path, t.ac_no, t.title, t.words, t.first_day, t.due_day, t.assignee_post, coalesce(t.assignee_person, '') AS assignee_person,
  t.measured, t.target, t.reached, t.state, t.note, t.read_at, t.changed_at, u.name_en, u.name_hi,
  coalesce(w.title_en, '') AS title_en, coalesce(w.title_hi, '') AS title_hi, coalesce(w.kind, '') AS work_kind
FROM tasks t JOIN units u ON u.unit_id = t.unit_id LEFT JOIN works w ON w.work_id = t.work_id
WHERE t.work_id = :work AND t.path >= :path AND t.path < :path_end AND (t.path, t.task_id) > (:after_path, :after_task)
  AND (:state = 'all' OR t.state = :state OR (:state = 'late' AND t.state <> 'done' AND t.due_day < :today))
ORDER BY t.path, t.task_id LIMIT :most
