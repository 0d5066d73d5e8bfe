-- A page of a subtree's people, of whose names words begin with each of three words, with the posts that they hold, a row a post; in order of unit and name, behind
-- one of them. {rows}: where they are looked for, people_looked_through or people_by_word.
/* planned for its values */
SELECT p.person_id, p.unit_id, p.path, p.name, p.phone, p.email, p.languages, p.home_ac, p.left_on, p.synthetic,
       h.held_id, h.post, h.from_day, h.unit_id, u.name_en, u.name_hi, v.name_en, v.name_hi
FROM (SELECT p.person_id, p.unit_id, p.path, p.name, p.folded, p.phone, p.email, p.languages, p.home_ac, p.left_on, p.synthetic FROM {rows}
        AND p.left_on IS NULL AND (p.path, p.folded, p.person_id) > (:after_path, :after_folded, :after_person)
        AND ' ' || p.folded LIKE '% ' || :second || '%' AND ' ' || p.folded LIKE '% ' || :third || '%'
      ORDER BY p.path, p.folded, p.person_id LIMIT :most) p
JOIN units v ON v.unit_id = p.unit_id
LEFT JOIN posts_held h ON h.person_id = p.person_id AND h.to_day IS NULL
LEFT JOIN units u ON u.unit_id = h.unit_id
ORDER BY p.path, p.folded, p.person_id, h.from_day, h.held_id
