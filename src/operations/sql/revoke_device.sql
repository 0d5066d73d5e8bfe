UPDATE devices SET revoked_at = :now WHERE device_id = :id AND revoked_at IS NULL
