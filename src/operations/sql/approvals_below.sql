SELECT approval_id, kind, object, path, reason, asked_by, asked_at, ends_at, decided_by, decided_at, decision, used_at
FROM approvals WHERE path >= :path AND path < :path_end AND asked_at > :since ORDER BY asked_at DESC, approval_id LIMIT :most
