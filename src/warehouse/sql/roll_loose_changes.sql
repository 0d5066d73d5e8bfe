-- Deletions and corrections of entries that are not there.
SELECT ac_no, part_no, serial_no, list
FROM {roll_supplements} supplement
WHERE list <> 'addition'
  AND NOT EXISTS (SELECT 1 FROM {roll_entries} entry
                  WHERE entry.ac_no = supplement.ac_no AND entry.part_no = supplement.part_no
                    AND entry.serial_no = supplement.serial_no)
  AND NOT EXISTS (SELECT 1 FROM {roll_supplements} added
                  WHERE added.list = 'addition' AND added.ac_no = supplement.ac_no
                    AND added.part_no = supplement.part_no AND added.serial_no = supplement.serial_no)
ORDER BY ac_no, part_no, serial_no
LIMIT 1000
