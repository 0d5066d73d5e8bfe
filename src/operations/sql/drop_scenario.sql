DELETE FROM scenarios WHERE scenario_id = :id
