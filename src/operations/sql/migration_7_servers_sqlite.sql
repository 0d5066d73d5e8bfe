INSERT INTO unit_words (place_in_tree, word, path, unit_id)
WITH RECURSIVE cut (unit_id, path, place, word, rest) AS (
  SELECT u.unit_id, u.path, l.place_in_tree, '', u.folded || ' ' FROM units u JOIN levels l ON l.level_code = u.level_code
  UNION ALL
  SELECT unit_id, path, place, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM cut WHERE rest <> ''
)
SELECT DISTINCT place, word, path, unit_id FROM cut WHERE word <> '';
