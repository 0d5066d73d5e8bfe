-- What stands between two sets, a row a station of the newer one; ac_no 0: all segments.
SELECT decision.decision_id, decision.ac_no, decision.from_part, decision.decided_by, decision.decided_at,
       target.to_part, target.weight
FROM concordance_decisions decision
LEFT JOIN concordance_targets target ON target.decision_id = decision.decision_id
WHERE decision.from_set = :from_set AND decision.to_set = :to_set AND decision.undone_at IS NULL
  AND (decision.ac_no = :ac_no OR :ac_no = 0)
ORDER BY decision.ac_no, decision.from_part, decision.decision_id, target.weight DESC, target.to_part
