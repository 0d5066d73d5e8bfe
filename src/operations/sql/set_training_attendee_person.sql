UPDATE training_attendees SET person_id = :person, generation = generation + 1, invited_at = NULL, reply = NULL, reply_words = NULL, replied_at = NULL
WHERE attendee_id = :id AND checked_in_at IS NULL
