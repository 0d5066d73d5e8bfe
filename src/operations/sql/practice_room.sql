SELECT room_id FROM practice_rooms WHERE trainee = :trainee
