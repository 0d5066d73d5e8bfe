-- Newest first.
SELECT h.held_id, h.person_id, h.unit_id, h.path, h.post, h.from_day, h.to_day, p.name, u.name_en, u.name_hi
FROM posts_held h JOIN people p ON p.person_id = h.person_id JOIN units u ON u.unit_id = h.unit_id
WHERE h.person_id = :person ORDER BY h.from_day DESC, h.held_id
