UPDATE rights_requests SET state = 'answered', reply = :reply, answered_at = :now, answered_by = :by WHERE request_id = :id AND state = 'open'
