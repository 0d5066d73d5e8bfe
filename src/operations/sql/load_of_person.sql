SELECT count(*) FROM responsibilities WHERE person_id = :person AND from_day <= :day AND (to_day IS NULL OR to_day >= :day)
