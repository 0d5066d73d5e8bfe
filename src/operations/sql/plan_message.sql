INSERT INTO messages (message_key, kind, person, unit_id, path, work_id, due_day, tasks, state, tries, next_at, parts, why, made_at, changed_at)
VALUES (:key, :kind, :person, :unit, :path, :work, :due_day, :tasks, :state, 0, :next_at, 0, '', :at, :at)
ON CONFLICT (message_key) DO NOTHING
