-- Entries of a revision whose EPIC number another district's roll has too. {districts}: VALUES of segment and district.
-- Numbers are told apart by their hash, so that the whole state's fit into memory; what a hash brings together by
-- chance is for the reader to tell. Corrections are not looked at.
WITH district(ac_no, district) AS ({districts}),
entry AS (
  SELECT ac_no, part_no, serial_no, hash(epic_no) AS epic FROM {roll_entries} WHERE epic_no IS NOT NULL
  UNION ALL
  SELECT ac_no, part_no, serial_no, hash(epic_no) FROM {roll_supplements}
  WHERE list = 'addition' AND epic_no IS NOT NULL
),
shared AS (
  SELECT epic FROM entry JOIN district USING (ac_no) GROUP BY epic HAVING min(district) <> max(district)
)
SELECT ac_no, part_no, serial_no FROM entry WHERE epic IN (SELECT epic FROM shared) ORDER BY ALL
