SELECT made_at, seen_at, language FROM calendar_addresses WHERE user_id = :user AND revoked_at IS NULL
