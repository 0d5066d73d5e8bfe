-- Of a unit and those below it, in order of names; after: the last one of the page before.
SELECT user_id, person_id, unit_id, path, name, sign_in_name, password_hash, code_sealed, code_confirmed, code_step, language, state, made_by, made_at
FROM users WHERE path >= :path AND path < :path_end AND (sign_in_name > :after)
ORDER BY sign_in_name LIMIT :most
