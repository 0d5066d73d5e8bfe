-- One use, of what was approved and is not too old.
UPDATE approvals SET used_at = :at
WHERE approval_id = :id AND kind = :kind AND object = :object AND asked_by = :by AND decision = 'approved' AND used_at IS NULL AND ends_at > :at
