UPDATE lock_overrides SET approved_by = :by, approved_at = :at WHERE override_id = :id AND approved_by IS NULL
