-- Open units directly below one, in order of their names.
SELECT unit_id, parent_id, path, level_code, code, name_en, name_hi, opened_on, closed_on, has_head, synthetic FROM units
WHERE parent_id = :parent AND closed_on IS NULL ORDER BY name_en, unit_id
