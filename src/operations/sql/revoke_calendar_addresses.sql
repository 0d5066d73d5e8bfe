UPDATE calendar_addresses SET revoked_at = :at WHERE user_id = :user AND revoked_at IS NULL
