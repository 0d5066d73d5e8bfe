UPDATE people SET unit_id = :to_unit, path = :to_path WHERE unit_id = :unit
