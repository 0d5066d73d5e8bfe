-- State totals by party as stated elsewhere, against the sum of our candidates.
SELECT totals.party, totals.votes AS stated, CAST(coalesce(results.votes, 0) AS BIGINT) AS counted
FROM {party_totals} totals
LEFT JOIN (SELECT party, CAST(sum(votes) AS BIGINT) AS votes FROM {candidate_results} GROUP BY party) results USING (party)
WHERE totals.votes IS DISTINCT FROM coalesce(results.votes, 0)
ORDER BY totals.party
