INSERT INTO pair_decisions (decision_id, queue, left_entry, right_entry, verdict, decided_by, decided_at)
VALUES (:id, :queue, :left_entry, :right_entry, :verdict, :by, :at)
