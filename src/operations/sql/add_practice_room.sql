INSERT INTO practice_rooms (trainee, room_id, made_at) VALUES (:trainee, :room, :at)
ON CONFLICT (trainee) DO UPDATE SET room_id = excluded.room_id, made_at = excluded.made_at
