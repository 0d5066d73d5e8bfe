-- Votes of each segment of a Lok Sabha election, all candidates and NOTA.
SELECT ac_no, CAST(sum(votes) AS BIGINT) AS votes
FROM {segment_results}
GROUP BY ac_no
ORDER BY ac_no
