SELECT trainee, room_id FROM practice_rooms ORDER BY room_id
