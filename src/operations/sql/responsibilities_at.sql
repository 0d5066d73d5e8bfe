-- Those of a kind that hold on a day, of up to eight units alone.
SELECT responsibility_id, person_id, duty, kind, place_no, part, path, from_day, coalesce(to_day, '') AS to_day, origin, noted_at
FROM responsibilities WHERE path IN (:path_1, :path_2, :path_3, :path_4, :path_5, :path_6, :path_7, :path_8)
  AND kind = :kind AND from_day <= :day AND (to_day IS NULL OR to_day >= :day)
ORDER BY path, place_no, part, duty, from_day
