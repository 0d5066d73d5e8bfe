SELECT responsibility_id, person_id, duty, kind, place_no, part, path, from_day, coalesce(to_day, '') AS to_day, origin, noted_at FROM responsibilities WHERE responsibility_id = :id
