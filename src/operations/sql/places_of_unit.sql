SELECT kind, place_no, part, path FROM unit_places WHERE unit_id = :unit ORDER BY kind, place_no, part
