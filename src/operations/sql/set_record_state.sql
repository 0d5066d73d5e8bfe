UPDATE records SET state = :state WHERE record_id = :id
