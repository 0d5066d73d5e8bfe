UPDATE training_sessions SET title = :title, courses = :courses, day = :day, begins = :begins, ends = :ends, venue = :venue, words = :words,
  experts = :experts, agenda = :agenda, state = :state WHERE session_id = :id
