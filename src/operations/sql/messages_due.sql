SELECT message_key, kind, person, unit_id, path, work_id, due_day, tasks, state, tries, next_at, parts, why, made_at
FROM messages WHERE state IN ('waiting', 'sending') AND next_at <= :at ORDER BY next_at, message_key LIMIT :most
