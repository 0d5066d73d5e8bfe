-- As session_by_hash.sql.
SELECT api_tokens.token_id, api_tokens.user_id, api_tokens.rights, users.name, users.language, users.state, users.path,
       v.version, k.ground, k.duties, k.works, g.role, g.reach
FROM api_tokens JOIN users ON users.user_id = api_tokens.user_id
     LEFT JOIN role_grants g ON g.user_id = api_tokens.user_id AND g.ends_at IS NULL
     LEFT JOIN answers_version v ON v.only_row = 1 LEFT JOIN kept_stamps k ON k.only_row = 1
WHERE api_tokens.token_hash = :hash AND api_tokens.ends_at > :at AND api_tokens.revoked_at IS NULL
ORDER BY g.given_at, g.grant_id
