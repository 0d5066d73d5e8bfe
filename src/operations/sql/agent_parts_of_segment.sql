SELECT part, agent_id, path FROM booth_agents WHERE ac_no = :ac AND to_day IS NULL
