DELETE FROM people_words WHERE person_id = :person
