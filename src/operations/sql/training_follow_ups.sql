SELECT attendee_id, days, task_id FROM training_follow_ups WHERE session_id = :session ORDER BY attendee_id, days
