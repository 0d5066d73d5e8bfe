INSERT INTO approvals (approval_id, kind, object, path, reason, asked_by, asked_at, ends_at)
VALUES (:id, :kind, :object, :path, :reason, :by, :at, :ends_at)
