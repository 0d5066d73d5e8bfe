DELETE FROM unit_places WHERE unit_id = :unit AND kind = :kind AND place_no = :number AND part = :part
