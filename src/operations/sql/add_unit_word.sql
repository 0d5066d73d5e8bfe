INSERT INTO unit_words (place_in_tree, word, path, unit_id)
SELECT l.place_in_tree, CAST(:word AS VARCHAR(200)), u.path, u.unit_id FROM units u JOIN levels l ON l.level_code = u.level_code WHERE u.unit_id = :unit
