SELECT key_id, record_id FROM ending_keys ORDER BY key_id
