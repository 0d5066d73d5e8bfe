-- The stations of one segment, as counted.
SELECT contest_no, part_no, part_suffix, name, electors, voters, stated_total, votes, valid_votes, nota
FROM {booth_rollup}
WHERE ac_no = {ac_no}
ORDER BY part_no, part_suffix
