DELETE FROM unit_words WHERE unit_id = :unit
