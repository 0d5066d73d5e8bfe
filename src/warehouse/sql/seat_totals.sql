-- Do the candidates' votes of each seat add up to the total that the source states, and is there one winner?
SELECT seat_no,
       CAST(sum(votes) AS BIGINT) AS votes,
       min(stated_total) AS stated_least,
       max(stated_total) AS stated_most,
       min(electors) AS electors_least,
       max(electors) AS electors_most,
       count(*) FILTER (WHERE position = 1) AS winners,
       count(*) FILTER (WHERE votes = most AND votes > 0) AS leaders
FROM (
  SELECT *, max(votes) FILTER (WHERE party IS DISTINCT FROM 'NOTA') OVER (PARTITION BY seat_no) AS most
  FROM {candidate_results}
)
GROUP BY seat_no
ORDER BY seat_no
