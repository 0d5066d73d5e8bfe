INSERT INTO form_files (form_id, name, md5, media_type, bytes, file_id)
VALUES (:form_id, :name, :md5, :media_type, :bytes, :file_id)
ON CONFLICT (form_id, name) DO UPDATE SET md5 = excluded.md5, media_type = excluded.media_type, bytes = excluded.bytes, file_id = excluded.file_id
