SELECT agent_id, person_id, path, ac_no, part, elector_part, elector_serial, bla1_by, bla2_on, note, from_day, to_day FROM booth_agents
