INSERT INTO tombstones (kind, keyed_id, at) VALUES (:kind, :id, :at) ON CONFLICT (kind, keyed_id) DO NOTHING
