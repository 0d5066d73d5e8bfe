SELECT person_id, unit_id, path, name, languages, home_ac, coalesce(left_on, '') AS left_on FROM people WHERE person_id = :person
