SELECT record_id FROM records WHERE persons = 1 ORDER BY record_id LIMIT :most
