UPDATE units SET parent_id = :parent WHERE unit_id = :unit
