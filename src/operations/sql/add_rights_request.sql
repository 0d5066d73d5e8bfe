INSERT INTO rights_requests (request_id, kind, record_id, path, content, state, reply, made_at, due_at, answered_by)
VALUES (:request_id, :kind, :record_id, :path, :content, :state, :reply, :made_at, :due_at, :answered_by)
