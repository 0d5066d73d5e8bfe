-- Who could answer for something, with how much she answers for on a day.
/* planned for its values */
SELECT p.person_id, p.unit_id, p.path, p.name, p.languages, p.home_ac, '' AS left_on,
  (SELECT count(*) FROM responsibilities r WHERE r.person_id = p.person_id AND r.from_day <= :day AND (r.to_day IS NULL OR r.to_day >= :day)) AS load
FROM people p WHERE p.path >= :path AND p.path < :path_end AND p.left_on IS NULL AND p.person_id > :after ORDER BY p.person_id LIMIT :most
