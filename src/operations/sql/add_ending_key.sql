INSERT INTO ending_keys (key_id, record_id) VALUES (:key_id, :record_id) ON CONFLICT (key_id) DO NOTHING
