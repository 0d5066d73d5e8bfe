SELECT session_id, title, courses, day, begins, ends, venue, words, experts, agenda, unit_id, level, posts, state, check_in_code, made_by, made_at FROM training_sessions WHERE session_id = :id
