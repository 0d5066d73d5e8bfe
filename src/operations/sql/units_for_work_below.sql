SELECT u.unit_id, u.path, u.level_code, l.place_in_tree, u.name_en, u.name_hi, '' AS closed_on, u.synthetic
FROM units u JOIN levels l ON l.level_code = u.level_code WHERE u.parent_id = :unit AND u.closed_on IS NULL ORDER BY u.unit_id
