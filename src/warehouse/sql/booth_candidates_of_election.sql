-- The candidates as the booth sheets number them.
SELECT contest_no, candidate_no, candidate, party
FROM {booth_candidates}
ORDER BY contest_no, candidate_no
