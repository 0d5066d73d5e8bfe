-- Open units within a subtree whose folded names hold the words; those that begin with them first, then the highest.
SELECT unit_id, parent_id, path, level_code, code, name_en, name_hi, opened_on, closed_on, has_head, synthetic FROM units
WHERE path >= :path AND path < :path_end AND closed_on IS NULL AND folded LIKE '%' || :words || '%'
ORDER BY CASE WHEN folded LIKE :words || '%' THEN 0 ELSE 1 END, length(path), path LIMIT :most
