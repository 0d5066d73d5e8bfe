SELECT secret FROM record_keys WHERE key_id = :id
