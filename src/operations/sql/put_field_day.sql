INSERT INTO field_days (device_id, day, path, state, reason, decided_by, decided_at) VALUES (:device, :day, :path, :state, :reason, :decided_by, :decided_at)
ON CONFLICT (device_id, day) DO UPDATE SET state = excluded.state, reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at
