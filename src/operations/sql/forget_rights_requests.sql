DELETE FROM rights_requests WHERE record_id = :id
