-- How much of each PC's vote do its segments hold? Postal ballots are counted for the PC only.
SELECT segments.pc_no,
       segments.votes AS segment_votes,
       seats.votes AS seat_votes
FROM (SELECT pc_no, CAST(sum(votes) AS BIGINT) AS votes FROM {segment_results} GROUP BY pc_no) segments
JOIN (SELECT seat_no, CAST(sum(votes) AS BIGINT) AS votes FROM {candidate_results} GROUP BY seat_no) seats
  ON seats.seat_no = segments.pc_no
ORDER BY segments.pc_no
