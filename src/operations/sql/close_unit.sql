UPDATE units SET closed_on = :day WHERE unit_id = :unit
