-- What was counted at each polling station: the one place where a station's valid votes, NOTA and leaders are computed.
-- A station that prints no vote at all is missing, not empty: its sums are NULL.
WITH named AS (
  SELECT ac_no, part_no, part_suffix, votes.votes,
         coalesce(candidates.party = 'NOTA', false) AS is_nota
  FROM {booth_votes} votes
  JOIN {stations} USING (ac_no, part_no, part_suffix)
  LEFT JOIN {booth_candidates} candidates USING (contest_no, candidate_no)
),
counted AS (
  SELECT ac_no, part_no, part_suffix,
         CAST(sum(votes) AS BIGINT) AS votes,
         CAST(sum(votes) FILTER (WHERE NOT is_nota) AS BIGINT) AS valid_votes,
         CAST(sum(votes) FILTER (WHERE is_nota) AS BIGINT) AS nota,
         max(votes) FILTER (WHERE NOT is_nota) AS leader_votes
  FROM named
  GROUP BY ac_no, part_no, part_suffix
)
SELECT stations.contest_no, stations.ac_no, stations.part_no, stations.part_suffix, stations.name,
       stations.electors, stations.voters, stations.stated_total,
       CASE WHEN counted.votes > 0 THEN counted.votes END AS votes,
       CASE WHEN counted.votes > 0 THEN coalesce(counted.valid_votes, 0) END AS valid_votes,
       CASE WHEN counted.votes > 0 THEN counted.nota END AS nota,
       CASE WHEN counted.votes > 0 THEN counted.leader_votes END AS leader_votes
FROM {stations} stations
LEFT JOIN counted USING (ac_no, part_no, part_suffix)
ORDER BY stations.ac_no, stations.part_no, stations.part_suffix
