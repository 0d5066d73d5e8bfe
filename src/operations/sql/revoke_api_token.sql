UPDATE api_tokens SET revoked_at = :at WHERE token_id = :id AND user_id = :user AND revoked_at IS NULL
