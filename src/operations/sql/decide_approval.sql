UPDATE approvals SET decided_by = :by, decided_at = :at, decision = :decision
WHERE approval_id = :id AND decided_by IS NULL AND ends_at > :at
