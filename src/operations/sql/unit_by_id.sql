SELECT unit_id, parent_id, path, level_code, code, name_en, name_hi, opened_on, closed_on, has_head, synthetic FROM units WHERE unit_id = :unit
