SELECT value ->> '$.record_id', (SELECT count(*) FROM tombstones WHERE kind = 'record' AND keyed_id = value ->> '$.grave'), (SELECT count(*) FROM records WHERE record_id = value ->> '$.record_id')
FROM json_each(:rows)
