-- All of a user but one.
DELETE FROM sessions WHERE user_id = :user AND session_id <> :except_id
