-- What was said of a station before no longer stands.
UPDATE concordance_decisions SET undone_at = :at
WHERE from_set = :from_set AND to_set = :to_set AND ac_no = :ac_no AND from_part = :from_part AND undone_at IS NULL
