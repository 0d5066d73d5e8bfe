DELETE FROM records WHERE record_id = :id
