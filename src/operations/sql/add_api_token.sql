INSERT INTO api_tokens (token_hash, token_id, user_id, title, rights, made_at, ends_at)
VALUES (:hash, :id, :user, :title, :rights, :at, :ends_at)
