SELECT unit_places.path, unit_places.kind, unit_places.place_no FROM unit_places
