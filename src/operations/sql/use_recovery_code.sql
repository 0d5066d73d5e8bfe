UPDATE recovery_codes SET used_at = :at WHERE user_id = :user AND code_hash = :hash AND used_at IS NULL
