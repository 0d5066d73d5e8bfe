UPDATE users SET code_sealed = :sealed, code_confirmed = 0, code_step = 0 WHERE user_id = :id
