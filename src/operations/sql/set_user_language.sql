UPDATE users SET language = :language WHERE user_id = :id
