INSERT INTO certificates (code, trainee, session_id, unit_id, courses, issued_on, issued_by) VALUES (:code, :trainee, :session, :unit, :courses, :issued_on, :issued_by)
ON CONFLICT (trainee, session_id) DO NOTHING
