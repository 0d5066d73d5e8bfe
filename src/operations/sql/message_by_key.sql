SELECT message_key, kind, person, unit_id, path, work_id, due_day, tasks, state, tries, next_at, parts, why, made_at
FROM messages WHERE message_key = :key
