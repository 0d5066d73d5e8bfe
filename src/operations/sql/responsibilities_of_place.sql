SELECT responsibility_id, person_id, duty, kind, place_no, part, path, from_day, coalesce(to_day, '') AS to_day, origin, noted_at
FROM responsibilities WHERE kind = :kind AND place_no = :place AND part = :part ORDER BY from_day DESC, noted_at DESC
