SELECT u.user_id, u.name, u.path, u.state, a.language FROM calendar_addresses a JOIN users u ON u.user_id = a.user_id
WHERE a.address_hash = :hash AND a.revoked_at IS NULL
