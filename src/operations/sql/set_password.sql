UPDATE users SET password_hash = :hash, state = 'active' WHERE user_id = :id AND state <> 'suspended'
