INSERT INTO training_follow_ups (session_id, attendee_id, days, task_id) VALUES (:session, :attendee, :days, :task)
