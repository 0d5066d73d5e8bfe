-- Those who belong to units of the upper levels of a subtree, with how much each answers for on a day.
SELECT p.person_id, p.unit_id, p.path, p.name, p.languages, p.home_ac, '' AS left_on,
  (SELECT count(*) FROM responsibilities r WHERE r.person_id = p.person_id AND r.from_day <= :day AND (r.to_day IS NULL OR r.to_day >= :day)) AS load
FROM units u JOIN levels l ON l.level_code = u.level_code AND l.place_in_tree <= :place JOIN people p ON p.unit_id = u.unit_id
WHERE u.path >= :path AND u.path < :path_end AND p.left_on IS NULL ORDER BY p.person_id LIMIT :most
