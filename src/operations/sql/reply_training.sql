UPDATE training_attendees SET reply = :reply, reply_words = :words, replied_at = :at WHERE attendee_id = :id
