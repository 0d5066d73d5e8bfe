SELECT p.trainee, p.practising, r.room_id FROM practice_passes p LEFT JOIN practice_rooms r ON r.trainee = p.trainee
WHERE p.pass_hash = :hash AND p.ends_at > :at
