-- Of a unit and those below it, in order of names, without those who left; after: the last one of the page before. words: '' or what a name holds, % and _ behind '!'.
/* planned for its values */
SELECT user_id, person_id, unit_id, path, name, sign_in_name, password_hash, code_sealed, code_confirmed, code_step, language, state, made_by, made_at, last_sign_in, ended_at
FROM users WHERE path >= :path AND path < :path_end AND (sign_in_name > :after) AND ended_at IS NULL
  AND (:state = '' OR state = :state) AND (:words = '' OR lower(name) LIKE '%' || :words || '%' ESCAPE '!' OR sign_in_name LIKE '%' || :words || '%' ESCAPE '!')
ORDER BY sign_in_name LIMIT :most
