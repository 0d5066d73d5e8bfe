INSERT INTO officers (place, name, open_half, since) VALUES (:place, :name, :open_half, :since)
ON CONFLICT (place) DO UPDATE SET name = excluded.name, open_half = excluded.open_half, since = excluded.since
