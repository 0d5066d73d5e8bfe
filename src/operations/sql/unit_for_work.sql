SELECT u.unit_id, u.path, u.level_code, l.place_in_tree, u.name_en, u.name_hi, coalesce(u.closed_on, '') AS closed_on, u.synthetic
FROM units u JOIN levels l ON l.level_code = u.level_code WHERE u.unit_id = :unit
