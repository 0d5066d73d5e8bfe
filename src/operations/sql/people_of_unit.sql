-- Those who belong to a unit itself, with how much each answers for on a day.
SELECT p.person_id, p.unit_id, p.path, p.name, p.languages, p.home_ac, '' AS left_on,
  (SELECT count(*) FROM responsibilities r WHERE r.person_id = p.person_id AND r.from_day <= :day AND (r.to_day IS NULL OR r.to_day >= :day)) AS load
FROM people p WHERE p.unit_id = :unit AND p.left_on IS NULL ORDER BY p.person_id LIMIT :most
