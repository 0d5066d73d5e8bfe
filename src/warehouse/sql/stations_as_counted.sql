-- The stations of an election, or of one segment of it, as counted.
SELECT contest_no, ac_no, part_no, part_suffix, name, electors, voters, stated_total, votes, valid_votes, nota
FROM {booth_rollup}
WHERE {ac_no} IS NULL OR ac_no = {ac_no}
ORDER BY ac_no, part_no, part_suffix
