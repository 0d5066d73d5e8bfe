-- Those of units of some levels of a subtree that hold on a day. The few levels lead (CROSS JOIN keeps the order), so that no booth's is looked at.
SELECT r.responsibility_id, r.person_id, r.duty, r.kind, r.place_no, r.part, r.path, r.from_day, coalesce(r.to_day, '') AS to_day, r.origin, r.noted_at
FROM levels l CROSS JOIN units u JOIN responsibilities r ON r.kind = 'unit' AND r.place_no = u.unit_id AND r.part = ''
WHERE l.place_in_tree >= :first_place AND l.place_in_tree <= :last_place AND u.level_code = l.level_code AND u.path >= :path AND u.path < :path_end
  AND r.from_day <= :day AND (r.to_day IS NULL OR r.to_day >= :day)
ORDER BY r.place_no, r.duty, r.from_day
