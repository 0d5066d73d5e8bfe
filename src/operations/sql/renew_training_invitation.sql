UPDATE training_attendees SET generation = generation + 1, invited_at = :at WHERE attendee_id = :id AND person_id IS NOT NULL
