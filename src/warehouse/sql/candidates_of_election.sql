-- Every candidate row of one election at seat level.
SELECT seat_no, candidate, party, votes, electors, stated_total
FROM {candidate_results}
ORDER BY seat_no
