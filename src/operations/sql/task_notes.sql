SELECT note_id, kind, text, by_name, noted_at FROM task_notes WHERE task_id = :task ORDER BY noted_at, note_id LIMIT 500
