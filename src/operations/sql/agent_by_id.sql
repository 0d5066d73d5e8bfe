SELECT a.agent_id, a.person_id, a.path, a.ac_no, a.part, a.elector_part, a.elector_serial, a.bla1_by, a.bla2_on, a.note, a.from_day, a.to_day, p.name
FROM booth_agents a JOIN people p ON p.person_id = a.person_id WHERE a.agent_id = :agent
