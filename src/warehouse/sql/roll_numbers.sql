-- Numbers of a roll by part, without anything of a person: the roll of one AC ({ac}) as it stands. Measures:
--   age (key: years), struck (key: reason, ? if none is given), added, corrected, no_epic, same_epic (entries whose EPIC
--   number another standing entry of the AC has), household (key: electors of a house number), no_house.
WITH entry AS (
  SELECT *, nullif(nullif(nullif(trim(lower(house_no)), ''), '-'), '0') AS house
  FROM ({roll_state})
),
standing AS (SELECT * FROM entry WHERE NOT is_struck),
repeated AS (SELECT epic_no FROM standing WHERE epic_no IS NOT NULL GROUP BY epic_no HAVING count(*) > 1)
SELECT ac_no, part_no, 'age' AS measure, CAST(age AS VARCHAR) AS key, gender, count(*) AS number
FROM standing GROUP BY ALL
UNION ALL
SELECT ac_no, part_no, 'struck', coalesce(deletion_reason, '?'), gender, count(*) FROM entry WHERE is_struck GROUP BY ALL
UNION ALL
SELECT ac_no, part_no, 'added', '', gender, count(*) FROM standing WHERE added_by > 0 GROUP BY ALL
UNION ALL
SELECT ac_no, part_no, 'corrected', '', gender, count(*) FROM standing WHERE corrected_by IS NOT NULL GROUP BY ALL
UNION ALL
SELECT ac_no, part_no, 'no_epic', '', gender, count(*) FROM standing WHERE epic_no IS NULL GROUP BY ALL
UNION ALL
SELECT ac_no, part_no, 'same_epic', '', gender, count(*) FROM standing JOIN repeated USING (epic_no) GROUP BY ALL
UNION ALL
SELECT ac_no, part_no, 'no_house', '', gender, count(*) FROM standing WHERE house IS NULL GROUP BY ALL
UNION ALL
SELECT ac_no, part_no, 'household', CAST(electors AS VARCHAR), '', count(*)
FROM (SELECT ac_no, part_no, house, count(*) AS electors FROM standing WHERE house IS NOT NULL GROUP BY ALL)
GROUP BY ALL
ORDER BY ALL
