UPDATE api_tokens SET seen_at = :at WHERE token_id = :id AND (seen_at IS NULL OR seen_at < :before)
