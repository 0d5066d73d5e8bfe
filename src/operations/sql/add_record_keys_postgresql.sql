INSERT INTO record_keys (key_id, secret)
SELECT key_id, secret FROM json_to_recordset(CAST(:rows AS JSON)) AS new_rows (key_id BIGINT, secret VARCHAR(64))
