SELECT f.attendee_id, f.days, f.task_id, t.due_day, t.state FROM training_follow_ups f JOIN tasks t ON t.task_id = f.task_id
WHERE f.session_id = :session ORDER BY f.attendee_id, f.days
