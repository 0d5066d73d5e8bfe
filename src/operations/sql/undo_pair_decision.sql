UPDATE pair_decisions SET undone_at = :at WHERE decision_id = :id AND undone_at IS NULL
