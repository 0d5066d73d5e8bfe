SELECT form_id, form_name, state, title_en, title_hi, '' AS definition, '' AS draft, persons, version, accepts_until, made_by, made_at, changed_at FROM forms WHERE form_name = :name
