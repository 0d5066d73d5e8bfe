/* planned for its values */
SELECT record_id FROM records WHERE kept_until < :now ORDER BY kept_until LIMIT :most
