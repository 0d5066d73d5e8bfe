-- What tells who it was is erased (R39).
UPDATE people SET name = '', folded = '', phone = NULL, email = NULL, languages = '', home_ac = NULL, left_on = :day
WHERE person_id = :person AND left_on IS NULL
