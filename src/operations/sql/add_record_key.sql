INSERT INTO record_keys (key_id, secret) VALUES (:id, :secret)
