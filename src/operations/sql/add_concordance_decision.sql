INSERT INTO concordance_decisions (decision_id, from_set, to_set, ac_no, from_part, decided_by, decided_at)
VALUES (:id, :from_set, :to_set, :ac_no, :from_part, :by, :at)
