-- Up to sixteen units by number.
SELECT u.unit_id, u.path, u.level_code, l.place_in_tree, u.name_en, u.name_hi, coalesce(u.closed_on, '') AS closed_on, u.synthetic
FROM units u JOIN levels l ON l.level_code = u.level_code
WHERE u.unit_id IN (:unit_1, :unit_2, :unit_3, :unit_4, :unit_5, :unit_6, :unit_7, :unit_8, :unit_9, :unit_10, :unit_11, :unit_12, :unit_13, :unit_14, :unit_15, :unit_16)
