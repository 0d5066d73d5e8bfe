-- Every candidate row of one Lok Sabha election by AC segment.
SELECT ac_no, candidate, party, votes
FROM {segment_results}
ORDER BY ac_no
