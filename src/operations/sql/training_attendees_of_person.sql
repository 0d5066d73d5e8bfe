SELECT a.attendee_id, a.session_id, a.unit_id, u.path, a.post, a.person_id, a.generation, a.invited_at, a.reply, a.reply_words, a.replied_at, a.checked_in_at, a.feedback_given, p.name, u.name_en, u.name_hi
FROM training_attendees a LEFT JOIN people p ON p.person_id = a.person_id JOIN units u ON u.unit_id = a.unit_id
WHERE a.person_id = :person ORDER BY a.attendee_id
