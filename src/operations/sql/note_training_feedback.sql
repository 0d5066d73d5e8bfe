UPDATE training_attendees SET feedback_given = 1 WHERE attendee_id = :id AND feedback_given = 0
