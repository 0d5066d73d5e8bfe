DELETE FROM ending_keys WHERE key_id = :key_id
