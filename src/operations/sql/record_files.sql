SELECT record_id, name_id, name, media_type, bytes, file_id FROM record_files WHERE record_id = :id ORDER BY name_id
