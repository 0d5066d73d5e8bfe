SELECT m.message_key, m.kind, m.person, m.unit_id, m.path, m.work_id, m.due_day, m.tasks, m.state, m.tries, m.next_at, m.parts, m.why, m.made_at, u.name_en, u.name_hi
FROM messages m LEFT JOIN units u ON u.unit_id = m.unit_id
WHERE :state = '' OR m.state = :state ORDER BY m.changed_at DESC, m.message_key LIMIT :most
