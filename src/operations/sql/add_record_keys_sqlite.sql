INSERT INTO record_keys (key_id, secret)
SELECT value ->> '$.key_id', value ->> '$.secret' FROM json_each(:rows)
