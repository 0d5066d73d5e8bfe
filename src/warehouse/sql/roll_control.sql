-- Parts whose summary sheet and entries differ.
WITH counted AS (
  SELECT ac_no, part_no,
         count(*) FILTER (WHERE NOT is_struck AND gender = 'M') AS male,
         count(*) FILTER (WHERE NOT is_struck AND gender = 'F') AS female,
         count(*) FILTER (WHERE NOT is_struck AND gender = 'T') AS other,
         max(serial_no) AS last_serial
  FROM ({roll_state}) GROUP BY ac_no, part_no
)
SELECT ac_no, part_no, electors_male, male, electors_female, female, electors_other, other,
       summary.last_serial AS stated_last, counted.last_serial AS found_last
FROM {roll_summaries} summary JOIN counted USING (ac_no, part_no)
WHERE electors_male <> male OR electors_female <> female OR electors_other <> other
   OR electors <> male + female + other
   OR coalesce(summary.last_serial <> counted.last_serial, false)
ORDER BY ac_no, part_no
