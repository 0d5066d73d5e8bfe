-- The same for a small subtree, whose units are all looked at: a word of the names begins with each of the words.
/* planned for its values */
SELECT u.unit_id, u.parent_id, u.path, u.level_code, u.code, u.name_en, u.name_hi, u.opened_on, u.closed_on, u.has_head, u.synthetic FROM units u
WHERE u.path >= :path AND u.path < :path_end AND u.closed_on IS NULL AND ' ' || u.folded LIKE '% ' || :word || '%'
  AND ' ' || u.folded LIKE '% ' || :second || '%' AND ' ' || u.folded LIKE '% ' || :third || '%'
ORDER BY length(u.path), u.folded, u.path LIMIT :most
