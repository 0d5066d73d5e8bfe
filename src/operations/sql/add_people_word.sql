INSERT INTO people_words (word, path, person_id) VALUES (:word, :path, :person)
