SELECT override_id, feature, reason, hours, asked_by, asked_at, coalesce(approved_by, '') AS approved_by, coalesce(approved_at, 0) AS approved_at
FROM lock_overrides WHERE asked_at >= :since ORDER BY asked_at DESC, override_id
