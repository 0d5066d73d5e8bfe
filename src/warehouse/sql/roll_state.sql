-- Entries of a revision's roll as they stand after all supplements: the mother roll and what was added, with the newest
-- correction of each, and whether and why it was struck. One row an entry. {where}: which rows of both tables.
SELECT entry.ac_no, entry.part_no, entry.serial_no,
       coalesce(change.section_no, entry.section_no) AS section_no,
       coalesce(change.section_name, entry.section_name) AS section_name,
       coalesce(change.name, entry.name) AS name,
       coalesce(change.name_latin, entry.name_latin) AS name_latin,
       coalesce(change.relation_type, entry.relation_type) AS relation_type,
       coalesce(change.relation_name, entry.relation_name) AS relation_name,
       coalesce(change.relation_name_latin, entry.relation_name_latin) AS relation_name_latin,
       coalesce(change.house_no, entry.house_no) AS house_no,
       coalesce(change.epic_no, entry.epic_no) AS epic_no,
       coalesce(change.age, entry.age) AS age,
       coalesce(change.gender, entry.gender) AS gender,
       coalesce(struck.ac_no IS NOT NULL OR entry.deletion_reason IS NOT NULL, false) AS is_struck,
       coalesce(struck.reason, entry.deletion_reason) AS deletion_reason,
       entry.supplement_no AS added_by,
       change.supplement_no AS corrected_by
FROM (
  SELECT *, 0 AS supplement_no FROM {roll_entries} WHERE {where}
  UNION ALL BY NAME
  SELECT * EXCLUDE (list) FROM {roll_supplements} WHERE list = 'addition' AND {where}
) entry
LEFT JOIN (
  SELECT * FROM {roll_supplements} WHERE list = 'correction' AND {where}
  QUALIFY row_number() OVER (PARTITION BY ac_no, part_no, serial_no ORDER BY supplement_no DESC) = 1
) change USING (ac_no, part_no, serial_no)
LEFT JOIN (
  SELECT ac_no, part_no, serial_no, arg_max(deletion_reason, supplement_no) AS reason
  FROM {roll_supplements} WHERE list = 'deletion' AND {where} GROUP BY ac_no, part_no, serial_no
) struck USING (ac_no, part_no, serial_no)
