INSERT INTO responsibilities (responsibility_id, person_id, duty, kind, place_no, part, path, from_day, to_day, origin, noted_by, noted_at)
VALUES (:id, :person, :duty, :kind, :place, :part, :path, :from_day, :to_day, :origin, :by, :at)
