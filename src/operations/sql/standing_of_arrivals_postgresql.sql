SELECT record_id, (SELECT count(*) FROM tombstones WHERE kind = 'record' AND keyed_id = grave), (SELECT count(*) FROM records WHERE records.record_id = arrivals.record_id)
FROM json_to_recordset(CAST(:rows AS JSON)) AS arrivals (record_id VARCHAR(32), grave VARCHAR(32))
