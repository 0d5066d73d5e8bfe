SELECT file_id, task_id, path, name, type, bytes, sha256, noted_at FROM task_files WHERE file_id = :file
