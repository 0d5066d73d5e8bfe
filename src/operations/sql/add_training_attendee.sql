INSERT INTO training_attendees (attendee_id, session_id, unit_id, post, person_id, generation) VALUES (:id, :session, :unit, :post, :person, 1)
