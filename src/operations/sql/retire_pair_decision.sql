-- A person's earlier verdict about a pair no longer stands.
UPDATE pair_decisions SET undone_at = :at
WHERE queue = :queue AND left_entry = :left_entry AND right_entry = :right_entry AND decided_by = :by
  AND undone_at IS NULL
