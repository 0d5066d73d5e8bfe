SELECT help_id, session_id, trainee, course, step, words, asked_at, taken_by, taken_at, ended_at FROM training_help WHERE session_id = :session ORDER BY asked_at, help_id
