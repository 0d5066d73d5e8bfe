DELETE FROM record_files WHERE record_id = :record_id AND name_id = :name_id
