-- Those who belong to units of the upper levels of a subtree, with how much each answers for on a day. The few levels and their units lead (CROSS JOIN keeps the
-- order, MATERIALIZED keeps PostgreSQL from looking through all people), so that no booth is looked at.
/* planned for its values */
WITH upper_units (unit_id) AS MATERIALIZED (
  SELECT u.unit_id FROM levels l CROSS JOIN units u WHERE l.place_in_tree <= :place AND u.level_code = l.level_code AND u.path >= :path AND u.path < :path_end)
SELECT p.person_id, p.unit_id, p.path, p.name, p.languages, p.home_ac, '' AS left_on,
  (SELECT count(*) FROM responsibilities r WHERE r.person_id = p.person_id AND r.from_day <= :day AND (r.to_day IS NULL OR r.to_day >= :day)) AS load
FROM upper_units u CROSS JOIN people p WHERE p.unit_id = u.unit_id AND p.left_on IS NULL ORDER BY p.person_id LIMIT :most
