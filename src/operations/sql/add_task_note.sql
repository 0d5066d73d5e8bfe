INSERT INTO task_notes (note_id, task_id, path, kind, text, noted_by, by_name, noted_at) VALUES (:id, :task, :path, :kind, :text, :by, :by_name, :at)
