SELECT token_id, title, rights, made_at, ends_at, seen_at FROM api_tokens
WHERE user_id = :user AND revoked_at IS NULL ORDER BY made_at DESC, token_id
