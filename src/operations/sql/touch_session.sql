UPDATE sessions SET seen_at = :at WHERE session_id = :id
