UPDATE training_attendees SET checked_in_at = :at WHERE attendee_id = :id AND checked_in_at IS NULL
