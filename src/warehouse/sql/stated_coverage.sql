-- How many booths and votes each segment's sheets hold, as their maker states.
SELECT ac_no, stations, booth_votes, official_votes, coverage
FROM {booth_coverage}
ORDER BY ac_no
