SELECT file_id, task_id, path, name, type, bytes, sha256, noted_at FROM task_files WHERE task_id = :task ORDER BY noted_at, file_id
