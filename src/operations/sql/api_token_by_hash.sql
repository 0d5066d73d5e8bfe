SELECT api_tokens.token_id, api_tokens.user_id, api_tokens.rights, users.name, users.language, users.state, users.path
FROM api_tokens JOIN users ON users.user_id = api_tokens.user_id
WHERE api_tokens.token_hash = :hash AND api_tokens.ends_at > :at AND api_tokens.revoked_at IS NULL
