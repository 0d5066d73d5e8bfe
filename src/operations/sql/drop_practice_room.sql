DELETE FROM practice_rooms WHERE trainee = :trainee
