INSERT INTO concordance_targets (decision_id, to_part, weight) VALUES (:id, :to_part, :weight)
