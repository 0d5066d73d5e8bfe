SELECT request_id, kind, record_id, path, content, state, reply, made_at, due_at, answered_at, answered_by FROM rights_requests WHERE record_id = :id ORDER BY made_at
