-- Booth votes that belong to no station, or to a candidate number that the candidate list does not have.
SELECT votes.ac_no, votes.part_no, votes.part_suffix, votes.candidate_no,
       CAST(stations.ac_no IS NULL AS BIGINT) AS no_station
FROM (SELECT DISTINCT ac_no, part_no, part_suffix, candidate_no FROM {booth_votes}) votes
LEFT JOIN {stations} stations USING (ac_no, part_no, part_suffix)
LEFT JOIN {booth_candidates} candidates
  ON candidates.contest_no = stations.contest_no AND candidates.candidate_no = votes.candidate_no
WHERE stations.ac_no IS NULL OR candidates.candidate_no IS NULL
ORDER BY ALL
LIMIT 1000
