UPDATE responsibilities SET to_day = :day WHERE responsibility_id = :id AND from_day <= :day AND (to_day IS NULL OR to_day > :day)
