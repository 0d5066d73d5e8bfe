-- Whoever has the same duty for the same place in some of the same days.
SELECT responsibility_id, person_id FROM responsibilities
WHERE kind = :kind AND place_no = :place AND part = :part AND duty = :duty AND (duty <> 'deputy' OR person_id = :person)
  AND (to_day IS NULL OR to_day >= :from_day) AND (:to_day = '' OR from_day <= :to_day) ORDER BY from_day LIMIT 1
