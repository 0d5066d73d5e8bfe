UPDATE responsibilities SET to_day = :last_day WHERE person_id = :person AND from_day <= :last_day AND (to_day IS NULL OR to_day > :last_day)
