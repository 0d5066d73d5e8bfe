UPDATE users SET state = :state WHERE user_id = :id
