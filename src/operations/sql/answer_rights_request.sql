UPDATE rights_requests SET state = 'answered', answer = :answer, answered_at = :now, answered_by = :by WHERE request_id = :id AND state = 'open'
