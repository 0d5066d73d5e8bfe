-- What stands of a queue's verdicts.
SELECT decision_id, left_entry, right_entry, verdict, decided_by, decided_at
FROM pair_decisions WHERE queue = :queue AND undone_at IS NULL ORDER BY decided_at, decision_id
