INSERT INTO lock_overrides (override_id, feature, reason, hours, asked_by, asked_at, approved_by, approved_at) VALUES (:id, :feature, :reason, :hours, :by, :at, NULL, NULL)
