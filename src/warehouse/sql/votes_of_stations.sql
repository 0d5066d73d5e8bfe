-- Votes by station and candidate of an election, or of one segment of it.
SELECT ac_no, part_no, part_suffix, candidate_no, votes
FROM {booth_votes}
WHERE {ac_no} IS NULL OR ac_no = {ac_no}
ORDER BY ac_no, part_no, part_suffix, candidate_no
