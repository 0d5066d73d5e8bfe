UPDATE forms SET state = :state, title_en = :title_en, title_hi = :title_hi, definition = :definition, draft = :draft, persons = :persons,
  version = :version, accepts_until = :accepts_until, changed_at = :changed_at WHERE form_id = :form_id
