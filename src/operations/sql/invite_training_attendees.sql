UPDATE training_attendees SET invited_at = :at WHERE session_id = :session AND person_id IS NOT NULL AND invited_at IS NULL
