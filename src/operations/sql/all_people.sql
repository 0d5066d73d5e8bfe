SELECT person_id, unit_id, path, name, phone, email, languages, home_ac, left_on, synthetic FROM people WHERE left_on IS NULL
