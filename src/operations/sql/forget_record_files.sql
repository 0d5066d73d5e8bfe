DELETE FROM record_files WHERE record_id = :id
