-- Open units of a subtree whose head is missing, in order of their paths.
/* planned for its values */
SELECT unit_id, parent_id, path, level_code, code, name_en, name_hi, opened_on, closed_on, has_head, synthetic FROM units
WHERE path >= :path AND path < :path_end AND path > :after AND has_head = 0 AND closed_on IS NULL ORDER BY path LIMIT :most
