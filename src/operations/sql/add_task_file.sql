INSERT INTO task_files (file_id, task_id, path, name, type, bytes, sha256, noted_by, noted_at) VALUES (:id, :task, :path, :name, :type, :bytes, :sha256, :by, :at)
