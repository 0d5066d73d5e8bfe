INSERT INTO units (unit_id, parent_id, path, level_code, code, name_en, name_hi, opened_on, synthetic)
VALUES (1, NULL, '1.', :level, :code, :name_en, :name_hi, :day, 0)
