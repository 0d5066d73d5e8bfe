-- Open units of one level within a subtree, of whose names a word begins with one word, and words with up to two others.
/* planned for its values */
SELECT u.unit_id, u.parent_id, u.path, u.level_code, u.code, u.name_en, u.name_hi, u.opened_on, u.closed_on, u.has_head, u.synthetic
FROM unit_words w JOIN units u ON u.unit_id = w.unit_id
WHERE w.place_in_tree = :place AND w.word >= :word AND w.word < :word_end AND w.path >= :path AND w.path < :path_end AND u.closed_on IS NULL
  AND ' ' || u.folded LIKE '% ' || :second || '%' AND ' ' || u.folded LIKE '% ' || :third || '%'
ORDER BY w.word, w.path LIMIT :most
