SELECT name, md5, media_type, bytes, file_id FROM form_files WHERE form_id = :form ORDER BY name
