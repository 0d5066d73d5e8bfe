INSERT INTO unit_places (unit_id, path, kind, place_no, part) VALUES (:unit, :path, :kind, :number, :part)
