-- The booth sheets' candidate list against the official result of the same seat, by party and votes.
SELECT candidates.contest_no, candidates.candidate_no, candidates.candidate, candidates.party, candidates.official_votes
FROM {booth_candidates} candidates
LEFT JOIN {candidate_results} results
  ON results.seat_no = candidates.contest_no AND results.party = candidates.party
     AND results.votes = candidates.official_votes
WHERE results.seat_no IS NULL AND candidates.official_votes IS NOT NULL
ORDER BY candidates.contest_no, candidates.candidate_no
