/* planned for its values */
SELECT u.unit_id, u.path, h.post, h.person_id
FROM units u LEFT JOIN posts_held h ON h.unit_id = u.unit_id AND h.to_day IS NULL AND h.post = :post
WHERE u.level_code = :level AND u.closed_on IS NULL AND u.path >= :path AND u.path < :path_end ORDER BY u.path, h.held_id
