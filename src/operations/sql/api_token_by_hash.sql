-- With the roles that its user holds, a row a role.
SELECT api_tokens.token_id, api_tokens.user_id, api_tokens.rights, users.name, users.language, users.state, users.path,
       g.role, g.reach
FROM api_tokens JOIN users ON users.user_id = api_tokens.user_id
     LEFT JOIN role_grants g ON g.user_id = api_tokens.user_id AND g.ends_at IS NULL
WHERE api_tokens.token_hash = :hash AND api_tokens.ends_at > :at AND api_tokens.revoked_at IS NULL
ORDER BY g.given_at, g.grant_id
