INSERT INTO units (unit_id, parent_id, path, level_code, code, name_en, name_hi, folded, opened_on, has_head, synthetic)
VALUES (:unit, :parent, :path, :level, :code, :name_en, :name_hi, :folded, :opened_on, :has_head, :synthetic)
