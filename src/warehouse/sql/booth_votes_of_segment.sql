-- Votes by station and candidate of one segment.
SELECT part_no, part_suffix, candidate_no, votes
FROM {booth_votes}
WHERE ac_no = {ac_no}
ORDER BY part_no, part_suffix, candidate_no
