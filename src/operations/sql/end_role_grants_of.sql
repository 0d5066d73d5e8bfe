UPDATE role_grants SET ends_at = :at, ended_by = :by WHERE user_id = :user AND ends_at IS NULL
