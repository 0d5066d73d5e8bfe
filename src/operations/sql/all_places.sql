SELECT kind, place_no, part, path, unit_id FROM unit_places
