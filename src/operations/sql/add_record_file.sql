INSERT INTO record_files (record_id, name_id, name, media_type, bytes, file_id)
VALUES (:record_id, :name_id, :name, :media_type, :bytes, :file_id)
ON CONFLICT (record_id, name_id) DO NOTHING
