SELECT user_id, person_id, unit_id, path, name, sign_in_name, password_hash, code_sealed, code_confirmed, code_step, language, state, made_by, made_at, last_sign_in, ended_at
FROM users WHERE person_id = :person AND ended_at IS NULL ORDER BY user_id
