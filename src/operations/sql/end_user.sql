-- What tells who it was, and every secret, is erased; the name for signing in is free again (R39).
UPDATE users SET name = '', sign_in_name = :nobody, password_hash = NULL, code_sealed = NULL, code_confirmed = 0, state = 'suspended', ended_at = :at
WHERE user_id = :id AND ended_at IS NULL
