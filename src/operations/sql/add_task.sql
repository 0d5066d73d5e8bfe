INSERT INTO tasks (task_id, work_id, unit_id, path, counted_path, district_path, ac_no, title, words, first_day, due_day, assignee_post, assignee_person,
  measured, target, reached, state, note, read_at, changed_by, changed_at)
VALUES (:task, '', :unit, :path, :counted, :district, :ac, :title, :words, :first_day, :due_day, :post, :person, NULL, NULL, NULL, 'open', '', NULL, :by, :at)
