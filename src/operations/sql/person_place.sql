SELECT path, folded FROM people WHERE person_id = :person
