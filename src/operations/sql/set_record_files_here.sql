UPDATE records SET files_here = (SELECT count(*) FROM record_files f WHERE f.record_id = records.record_id) WHERE record_id = :id
