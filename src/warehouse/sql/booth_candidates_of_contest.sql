-- The candidates as the booth sheets of one contest number them.
SELECT candidate_no, candidate, party
FROM {booth_candidates}
WHERE contest_no = {contest_no}
ORDER BY candidate_no
