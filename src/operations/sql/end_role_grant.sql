UPDATE role_grants SET ends_at = :at, ended_by = :by WHERE grant_id = :id AND ends_at IS NULL
