UPDATE units SET code = :code, name_en = :name_en, name_hi = :name_hi, folded = :folded WHERE unit_id = :unit
