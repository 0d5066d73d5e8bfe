SELECT path, level_code, name_en, name_hi FROM units WHERE unit_id = :unit AND closed_on IS NULL
