DELETE FROM sessions WHERE session_id = :id AND user_id = :user
