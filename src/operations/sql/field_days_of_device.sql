SELECT device_id, day, path, state, reason, decided_by, decided_at FROM field_days WHERE device_id = :device AND state = 'sent_back' ORDER BY day DESC LIMIT :most
