UPDATE users SET last_sign_in = :at WHERE user_id = :id
