DELETE FROM responsibilities WHERE person_id = :person AND from_day > :last_day
