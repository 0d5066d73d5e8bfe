-- Booths of an election by segment: stations, missing ones, votes, and stations whose figures do not fit together.
SELECT ac_no,
       count(*) AS stations,
       count(*) FILTER (WHERE votes IS NULL) AS missing,
       CAST(coalesce(sum(votes), 0) AS BIGINT) AS votes,
       count(*) FILTER (WHERE stated_total <> votes) AS total_differs,
       count(*) FILTER (WHERE votes > electors) AS above_electors
FROM {booth_rollup}
GROUP BY ac_no
ORDER BY ac_no
