SELECT code, trainee, session_id, unit_id, courses, issued_on, issued_by, revoked_on, reason FROM certificates WHERE trainee = :trainee ORDER BY issued_on DESC, code
