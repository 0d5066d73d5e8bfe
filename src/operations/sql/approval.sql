SELECT approval_id, kind, object, path, reason, asked_by, asked_at, ends_at, decided_by, decided_at, decision, used_at
FROM approvals WHERE approval_id = :id
