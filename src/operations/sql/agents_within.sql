-- A page of a subtree's present agents, in order of their paths, behind one of them.
/* planned for its values */
SELECT a.agent_id, a.person_id, a.path, a.ac_no, a.part, a.elector_part, a.elector_serial, a.bla1_by, a.bla2_on, a.note, a.from_day, a.to_day, p.name
FROM booth_agents a JOIN people p ON p.person_id = a.person_id
WHERE a.path >= :path AND a.path < :path_end AND a.to_day IS NULL AND (a.path, a.agent_id) > (:after_path, :after_agent)
ORDER BY a.path, a.agent_id LIMIT :most
