-- Before the people themselves.
UPDATE people_words SET path = :to_path WHERE person_id IN (SELECT person_id FROM people WHERE unit_id = :unit)
