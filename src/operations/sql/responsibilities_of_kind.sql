-- Those of a kind that hold on a day, of a subtree.
SELECT responsibility_id, person_id, duty, kind, place_no, part, path, from_day, coalesce(to_day, '') AS to_day, origin, noted_at
FROM responsibilities WHERE path >= :path AND path < :path_end AND kind = :kind AND from_day <= :day AND (to_day IS NULL OR to_day >= :day)
ORDER BY place_no, part, duty, from_day
