SELECT DISTINCT s.trainee, s.course, s.step, s.kind, s.state, s.tries, s.hints, s.score, s.begun_at, s.seen_at, s.passed_at
FROM training_steps s JOIN training_attendees a ON s.trainee = 'person:' || a.person_id WHERE a.session_id = :session ORDER BY s.trainee, s.seen_at DESC
