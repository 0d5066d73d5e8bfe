SELECT kind, place_no, part, path FROM unit_places WHERE kind = :kind AND place_no = :number AND part = :part
